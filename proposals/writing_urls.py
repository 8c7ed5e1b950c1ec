"""The addresses of writing: drafts, and what the authors of a published proposal do."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from proposals.views import autosave, coauthors, editing, files, history, pictures, suggesting, writing

urlpatterns: list[URLPattern | URLResolver] = [
    path("new/", writing.new, name="new"),
    path("new/save/", autosave.autosave, name="autosave_new"),
    path("preview/", autosave.preview, name="preview"),
    path("drafts/", writing.drafts, name="drafts"),
    path("drafts/<int:pk>/", writing.draft, name="draft"),
    path("drafts/<int:pk>/save/", autosave.autosave, name="autosave"),
    path("drafts/<int:pk>/place/", writing.place, name="place"),
    path("drafts/<int:pk>/pictures/", pictures.pictures, name="draft_pictures"),
    path("drafts/<int:pk>/pictures/<slug:token>/", pictures.change, name="change_draft_picture"),
    path("drafts/<int:pk>/check/", writing.check, name="check"),
    path("drafts/<int:pk>/discard/", writing.discard, name="discard"),
    path("drafts/<int:pk>/authors/", coauthors.coauthors, name="draft_coauthors"),
    path("invitations/<str:part>/", coauthors.invitation, name="invitation"),
    path("<int:number>/authors/", coauthors.coauthors, name="coauthors"),
    path("<int:number>/edit/", editing.edit, name="edit"),
    path("<int:number>/history/", history.history, name="history"),
    path("<int:number>/history/compare/", history.compare, name="compare"),
    path("<int:number>/history/<int:version>/", history.version, name="version"),
    path("<int:number>/suggestions/", suggesting.suggestions, name="suggestions"),
    path("<int:number>/suggestions/new/", suggesting.suggest, name="suggest"),
    path("<int:number>/suggestions/<int:suggestion>/", suggesting.suggestion, name="suggestion"),
    path("<int:number>/pictures/", pictures.pictures, name="pictures"),
    path("<int:number>/pictures/<slug:token>/", pictures.change, name="change_picture"),
    path("pictures/<slug:token>/<int:width>/", files.picture, name="picture_file"),
    path("files/<slug:token>/", files.attachment, name="attachment_file"),
]
