"""The routes of staff."""

from __future__ import annotations

from django.urls import path

from ventanilla.console.views import (
    acts,
    article,
    article_acts,
    article_history,
    article_settings,
    articles,
    board,
    case,
    cause,
    draft_reading,
    drafts,
    files,
    find,
    inbox,
    intake,
    invitation,
    letters,
    policy,
    promises,
    quarantine,
    register,
    register_files,
    return_acts,
    returns,
    tasks,
)

app_name = "console"
ARTICLE = "<slug:slug>/articles/<slug:name>/"
WORDS = f"{ARTICLE}<slug:language>/"
DRAFT = "<slug:slug>/policy/drafts/<int:number>/"
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
    path("<slug:slug>/intake/", intake.intake, name="intake"),
    path("<slug:slug>/tasks/", tasks.tasks, name="tasks"),
    path("<slug:slug>/tasks/<int:number>/", tasks.check, name="check"),
    path("<slug:slug>/incidents/<int:number>/", tasks.incident, name="incident"),
    path("<slug:slug>/register/", register.register, name="register"),
    path("<slug:slug>/register/csv/", register_files.as_csv, name="register_csv"),
    path("<slug:slug>/register/json/", register_files.as_json, name="register_json"),
    path("<slug:slug>/returns/", returns.returns, name="returns"),
    path("<slug:slug>/returns/<str:report>/<str:period>/", returns.one, name="return"),
    path(
        "<slug:slug>/returns/<str:report>/<str:period>/make/", return_acts.make, name="return_make"
    ),
    path(
        "<slug:slug>/returns/<str:report>/<str:period>/sent/", return_acts.sent, name="return_sent"
    ),
    path(
        "<slug:slug>/returns/<str:report>/<str:period>/files/<int:number>/",
        return_acts.file,
        name="return_file",
    ),
    path("<slug:slug>/policy/", policy.policy, name="policy"),
    path("<slug:slug>/policy/new/", policy.new, name="policy_new"),
    path("<slug:slug>/policy/compare/", policy.compare, name="policy_compare"),
    path(DRAFT, drafts.draft, name="draft"),
    path(f"{DRAFT}approve/", drafts.approve, name="draft_approve"),
    path(f"{DRAFT}withdraw/", drafts.withdraw, name="draft_withdraw"),
    path(f"{DRAFT}manual/", draft_reading.manual, name="draft_manual"),
    path(f"{DRAFT}policy.toml", draft_reading.source, name="draft_source"),
    path("<slug:slug>/articles/", articles.articles, name="articles"),
    path("<slug:slug>/articles/new/", articles.new, name="article_new"),
    path(f"{ARTICLE}settings/", article_settings.settings, name="article_settings"),
    path(f"{ARTICLE}withdraw/", article_acts.withdrawn, name="article_withdraw"),
    path(f"{ARTICLE}show/", article_acts.shown, name="article_show"),
    path(WORDS, article.article, name="article"),
    path(f"{WORDS}checked/", article_acts.checked, name="article_checked"),
    path(f"{WORDS}discard/", article_acts.discarded, name="article_discard"),
    path(f"{WORDS}back/", article_acts.brought_back, name="article_back"),
    path(f"{WORDS}history/", article_history.history, name="article_history"),
    path("<slug:slug>/files/<int:number>/", files.file, name="file"),
    path("<slug:slug>/requests/<str:number>/", inbox.ticket, name="ticket"),
    path("<slug:slug>/requests/<str:number>/promises/", promises.promises, name="promises"),
    path("<slug:slug>/requests/<str:number>/complaint/", acts.complaint, name="complaint"),
    path("<slug:slug>/requests/<str:number>/decision/", letters.decision, name="decision"),
    path("<slug:slug>/requests/<str:number>/points/", letters.points, name="points"),
    path("<slug:slug>/requests/<str:number>/extension/", letters.extension, name="extension"),
    path("<slug:slug>/requests/<str:number>/letters/<int:message>/", files.letter, name="letter"),
    path("<slug:slug>/requests/<str:number>/write/<slug:letter>/", letters.write, name="write"),
    path("<slug:slug>/requests/<str:number>/case/", case.case, name="case"),
    path("<slug:slug>/requests/<str:number>/cause/", cause.cause, name="cause"),
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
