"""The customers' routes, all under the company's path."""

from __future__ import annotations

from django.urls import path

from ventanilla.portal.views import (
    ask,
    files,
    find,
    help,
    home,
    hours,
    manual,
    preferences,
    request,
    signin,
    webinar,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("brand.css", home.brand, name="brand"),
    path("help/", help.help_centre, name="help"),
    path("help/<slug:name>/", help.article, name="article"),
    path("help/<slug:name>/helped/", help.helped, name="helped"),
    path("help/<slug:name>/seat/", webinar.seat, name="seat"),
    path("help/<slug:name>/question/", webinar.question, name="question"),
    path("help/<slug:name>/thread/", webinar.thread, name="thread"),
    path("help/<slug:name>/webinar.ics", webinar.calendar, name="calendar"),
    path("hours/", hours.hours, name="hours"),
    path("manual/", manual.manual, name="manual"),
    path("manual/<int:serial>/", manual.version, name="manual_version"),
    path("manual/<int:serial>/policy.toml", manual.source, name="manual_source"),
    path("ask/", ask.ask, name="ask"),
    path("ask/<slug:topic>/", ask.ask_topic, name="ask_topic"),
    path("ask/<slug:topic>/solved/", ask.solved, name="solved"),
    path("sent/<str:number>/", ask.sent, name="sent"),
    path("requests/", signin.mine, name="mine"),
    path("settings/", preferences.preferences, name="settings"),
    path("requests/<str:number>/", request.request_page, name="request"),
    path("requests/<str:number>/escalate/", request.escalate, name="escalate"),
    path("requests/<str:number>/letters/<int:message>/", files.letter, name="letter"),
    path("requests/<str:number>/reply/", request.reply, name="reply"),
    path("requests/<str:number>/confirm/", request.confirm_solved, name="confirm"),
    path("requests/<str:number>/reopen/", request.open_again, name="reopen"),
    path("open/<str:token>/", request.open_link, name="open"),
    path("find/", find.find, name="find"),
    path("sign-in/", signin.sign_in, name="sign_in"),
    path("sign-in/again/", signin.another_code, name="another_code"),
    path("sign-out/", signin.sign_out, name="sign_out"),
    path("files/<int:number>/", files.file, name="file"),
]
