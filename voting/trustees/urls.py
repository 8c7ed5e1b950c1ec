"""The addresses about trustees, below /<process>/vote/<number>/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from voting.views import counting, trustee, trustees

urlpatterns: list[URLPattern | URLResolver] = [
    path("key/", trustees.key, name="key"),
    path("manage/trustees/", trustees.desk, name="trustees"),
    path("manage/trustees/<int:place>/<slug:deed>/", trustees.act, name="trustee_act"),
    path("manage/counting/", counting.desk, name="counting"),
    path("count/", counting.everybody, name="count"),
    path("trustee/", trustee.trustee, name="trustee"),
    path("trustee/step/", trustee.step, name="trustee_step"),
    path("trustee/words.json", trustee.words, name="trustee_words"),
    path("trustee/list.json", trustee.word_list, name="trustee_list"),
    path("trustee/share.json", trustee.share, name="trustee_share"),
    path("trustee/enter/", trustee.come_in, name="trustee_enter"),
    path("trustee/leave/", trustee.go_out, name="trustee_leave"),
    path("trustee/reserve/", trustee.reserve, name="trustee_reserve"),
    path("trustee/file/", trustee.upload, name="trustee_file"),
    path("trustee/say/<slug:word>/", trustee.say, name="trustee_say"),
]
