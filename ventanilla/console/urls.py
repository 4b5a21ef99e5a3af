"""The routes of staff."""

from __future__ import annotations

from django.urls import path

from ventanilla.console.views import (
    acts,
    board,
    files,
    find,
    inbox,
    invitation,
    letters,
    promises,
    quarantine,
)

app_name = "console"
urlpatterns = [
    path("", inbox.start, name="start"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("<slug:slug>/", inbox.inbox, name="inbox"),
    path("<slug:slug>/board/", board.board, name="board"),
    path("<slug:slug>/search/", find.search, name="search"),
    path("<slug:slug>/palette/", find.palette, name="palette"),
    path("<slug:slug>/quarantine/", quarantine.quarantine, name="quarantine"),
    path("<slug:slug>/quarantine/<int:number>/", quarantine.item, name="quarantine_item"),
    path("<slug:slug>/quarantine/<int:number>/admit/", quarantine.admit, name="quarantine_admit"),
    path("<slug:slug>/quarantine/<int:number>/raw/", quarantine.raw, name="quarantine_raw"),
    path(
        "<slug:slug>/quarantine/<int:number>/refuse/", quarantine.refuse, name="quarantine_refuse"
    ),
    path("<slug:slug>/files/<int:number>/", files.file, name="file"),
    path("<slug:slug>/requests/<str:number>/", inbox.ticket, name="ticket"),
    path("<slug:slug>/requests/<str:number>/promises/", promises.promises, name="promises"),
    path("<slug:slug>/requests/<str:number>/complaint/", acts.complaint, name="complaint"),
    path("<slug:slug>/requests/<str:number>/decision/", letters.decision, name="decision"),
    path("<slug:slug>/requests/<str:number>/points/", letters.points, name="points"),
    path("<slug:slug>/requests/<str:number>/extension/", letters.extension, name="extension"),
    path("<slug:slug>/requests/<str:number>/reply/", acts.reply, name="reply"),
    path("<slug:slug>/requests/<str:number>/note/", acts.note, name="note"),
    path("<slug:slug>/requests/<str:number>/take/", acts.take, name="take"),
    path("<slug:slug>/requests/<str:number>/assign/", acts.assign, name="assign"),
    path("<slug:slug>/requests/<str:number>/team/", acts.team, name="team"),
    path("<slug:slug>/requests/<str:number>/details/", acts.details, name="details"),
    path("<slug:slug>/requests/<str:number>/resolve/", acts.resolve, name="resolve"),
    path("<slug:slug>/requests/<str:number>/topic/", acts.topic, name="topic"),
    path("<slug:slug>/requests/<str:number>/close/", acts.close, name="close"),
    path("<slug:slug>/requests/<str:number>/reopen/", acts.reopen, name="reopen"),
]
