"""Included before allauth's addresses, so that a few of its pages are wrapped here."""

from __future__ import annotations

from django.urls import path

from accounts import views, views_mail, views_people, views_privacy

app_name = "accounts"
urlpatterns = [
    path("", views.home, name="home"),
    path("profile/", views.profile, name="profile"),
    path("notices/", views.notices, name="notices"),
    path("mail/<str:token>/", views_mail.mail_pace, name="mail_pace"),
    path("mail/<str:token>/stop/", views_mail.mail_stop, name="mail_stop"),
    path("language/", views.language, name="language"),
    path("privacy/", views_privacy.privacy, name="privacy"),
    path("export/", views_privacy.export, name="export"),
    path("erase/", views_privacy.erase, name="erase"),
    path("people/", views_people.people, name="people"),
    path("people/<int:pk>/", views_people.person, name="person"),
    path("people/<int:pk>/second-step/", views_people.second_step, name="reset_second_factor"),
    path("sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("signup/", views.sign_up, name="sign_up"),
    path("2fa/totp/activate/", views.activate_second_factor, name="activate_second_factor"),
]
