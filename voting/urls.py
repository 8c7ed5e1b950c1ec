"""The addresses of a vote, below /<process>/vote/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from voting.views import (
    ballot,
    box,
    casting,
    fairness,
    identity,
    letters,
    manage,
    record,
    rehearsals,
    results,
    roll,
    setup,
)

app_name = "voting"
urlpatterns: list[URLPattern | URLResolver] = [
    path("new/", setup.new, name="new"),
    path("<int:number>/", ballot.ballot, name="ballot"),
    path("<int:number>/check/", casting.review, name="review"),
    path("<int:number>/cast/", casting.cast, name="cast"),
    path("<int:number>/receipt/", casting.receipt, name="receipt"),
    path("<int:number>/receipt/text/", casting.receipt_text, name="receipt_text"),
    path("<int:number>/box/", box.box, name="box"),
    path("<int:number>/box.txt", box.box_text, name="box_text"),
    path("<int:number>/record/", record.record, name="record"),
    path("<int:number>/record/round.bel", record.archive, name="archive"),
    path("<int:number>/record/<slug:name>.json", record.beside, name="beside"),
    path("<int:number>/rules.json", results.rules, name="rules"),
    path("<int:number>/result/", results.result, name="result"),
    path("<int:number>/result/projects/", results.projects, name="projects"),
    path("<int:number>/result/steps/", results.steps, name="steps"),
    path("<int:number>/result/steps/<int:step>/", results.steps, name="steps"),
    path("<int:number>/result/fairness/", fairness.fairness, name="fairness"),
    path("<int:number>/result/verify/", results.verify, name="verify"),
    path("<int:number>/result.pb", results.pb, name="pb"),
    path("<int:number>/result.json", fairness.outcome, name="outcome"),
    path("<int:number>/payments.json", fairness.payments, name="payments"),
    path("<int:number>/manage/", manage.manage, name="manage"),
    path("<int:number>/manage/settings/", setup.settings, name="settings"),
    path("<int:number>/manage/rule/", setup.rule, name="rule"),
    path("<int:number>/manage/rehearsals/", rehearsals.rehearsals, name="rehearsals"),
    path("<int:number>/manage/rehearsals/<int:pk>/", rehearsals.rehearsal, name="rehearsal"),
    path("<int:number>/manage/rehearsals/<int:pk>/rule/<int:place>/", rehearsals.candidate, name="candidate"),
    path("<int:number>/manage/rehearsals/<int:pk>/use/<int:place>/", rehearsals.use, name="use"),
    path("<int:number>/confirm-identity/", identity.identity, name="identity"),
    path("<int:number>/confirm-identity/<slug:key>/", identity.identity_source, name="identity_source"),
    path("<int:number>/manage/codes/", letters.codes, name="codes"),
    path("<int:number>/manage/codes/keys/", letters.keys, name="keys"),
    path("<int:number>/manage/roll/", roll.roll, name="roll"),
    path("<int:number>/manage/roll/remove/", roll.roll_remove, name="roll_remove"),
    path("<int:number>/manage/roll/list/<int:pk>/", roll.roll_draft, name="roll_draft"),
    path("<int:number>/", include("voting.trustee_urls")),
    path("<int:number>/", include("voting.paper_urls")),
    path("<int:number>/manage/<slug:deed>/", manage.confirm, name="confirm"),
    path("<int:number>/manage/delivery/<int:project>/", manage.delivery, name="delivery"),
]
