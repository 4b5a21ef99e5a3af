"""What the templates take: plain frozen values, filled by views. No models, no queries.

Texts arrive ready to read: in the reader's language, times in the reader's zone. People's words
stay as they were written; the templates isolate them. `url` fields are paths on this server.
"""

from ventanilla.ui.parts.console import (
    ComposerView,
    CustomerPanel,
    Fold,
    NavGroup,
    NavItem,
    PaletteGroup,
    PaletteItem,
    QuarantineRow,
    RowGroup,
    TicketRow,
    TicketView,
)
from ventanilla.ui.parts.portal import (
    Answer,
    ArticleView,
    ChannelCard,
    MailView,
    RungView,
    ShelfView,
    StepView,
    Topic,
)
from ventanilla.ui.parts.register import Grid, RegisterRow
from ventanilla.ui.parts.returns import CopyView, ReturnView
from ventanilla.ui.parts.shared import (
    Choice,
    CompanyView,
    EventLine,
    Fact,
    FileView,
    Link,
    MessageView,
    Pager,
    Person,
    PromiseState,
    PromiseView,
    RequestRow,
    Stat,
    Tag,
    Tone,
)

__all__ = [
    "Answer",
    "ArticleView",
    "ChannelCard",
    "Choice",
    "CompanyView",
    "ComposerView",
    "CopyView",
    "CustomerPanel",
    "EventLine",
    "Fact",
    "FileView",
    "Fold",
    "Grid",
    "Link",
    "MailView",
    "MessageView",
    "NavGroup",
    "NavItem",
    "Pager",
    "PaletteGroup",
    "PaletteItem",
    "Person",
    "PromiseState",
    "PromiseView",
    "QuarantineRow",
    "RegisterRow",
    "RequestRow",
    "ReturnView",
    "RowGroup",
    "RungView",
    "ShelfView",
    "Stat",
    "StepView",
    "Tag",
    "TicketRow",
    "TicketView",
    "Tone",
    "Topic",
]
