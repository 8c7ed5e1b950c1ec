"""The words of the rules for sharing money, for translators.

The rules know no Django, so nothing else would put their words into the catalogues.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

TITLES = (
    _("Most votes first"),
    _("Most votes first, last project in part"),
    _("Majority judgment"),
    _("Phragmén's rule"),
    _("Method of equal shares"),
)
DESCRIPTIONS = (
    _(
        "Projects are put in order, the most wanted first. We go down the list and fund each project as "
        "long as there is money for it."
    ),
    _(
        "Projects are funded in order, the most wanted first, until the money runs out. The project at "
        "which it runs out gets what is left."
    ),
    _(
        "Every voter grades the projects; a project without a grade counts as graded 0. The grade of the "
        "middle voter is the grade of the project, and the best-graded are funded first."
    ),
    _(
        "Every voter earns money at the same speed. As soon as the supporters of a project can pay for it"
        " together, it is funded and they start again from nothing."
    ),
    _(
        "Every voter gets the same share of the money. Supporters of a project put their money together "
        "to pay for it, each the same amount. The project that asks least of each supporter for what it "
        "gives goes first."
    ),
)
SETTINGS = (
    _("What the projects are ranked by."),
    _("What happens when the next project costs more than is left."),
    _("Supporters a project needs before it can be funded."),
    _("Share of all voters that a project needs, such as 0.05."),
    _("Share of all voters that a project costing the whole budget needs; cheaper projects need less."),
    _("Whether districts or topics have their own money."),
    _("What counts as satisfaction of a voter."),
    _("What is done with money left over."),
    _("Money per voter added in each step of raising the shares."),
    _("The share of money every voter starts with."),
    _("When raising the shares ends."),
    _("Whether the result must hold up against most votes first."),
    _("The order in which the money left over is spent."),
)
CHOICES = (
    _("Number of supporters"),
    _("Supporters for each unit of money"),
    _("Sum of points"),
    _("Points for each unit of money"),
    _("Leave out what does not fit and look further down the list"),
    _("Leave out what does not fit and go on"),
    _("Stop at the first project that does not fit"),
    _("One pot for everything"),
    _("One pot for each district"),
    _("One pot for each topic"),
    _("Money spent on what a voter supports"),
    _("Number of funded projects a voter supports"),
    _("Points a voter gave to funded projects"),
    _("Nothing more: money may be left over"),
    _("Raise everyone's share step by step until no further project fits"),
    _("Spend what is left on the most wanted projects that fit"),
    _("Raise the shares first, then spend what is left on the most wanted projects"),
    _("The budget divided by the number of voters"),
    _("The same, rounded down to whole units of money"),
    _("When no supported project fits any more, or just before the winners cost too much"),
    _("Just before the winners cost more than the budget"),
    _("No comparison"),
    _("Most votes first wins if more voters get more funded projects from it"),
    _("Most votes first wins if it leaves fewer voters without any funded project"),
    _("In the order that matches the satisfaction"),
    _("By number of supporters"),
)
TIES = (
    _("ascending order of the project's id, compared as text"),
    _("the cheaper project first"),
    _("the more expensive project first"),
    _("the project with more supporters first"),
    _("a lot drawn from a seed that was published before voting"),
)
UNANSWERED = (
    _("Under this rule voters have no money of their own to spend, so none of it went elsewhere."),
    _("It had no supporters, so no money of theirs went anywhere."),
    _("Its supporters had paid for nothing else."),
    _("Further voters would move the middle grade of every project, so no single number can be given."),
    _("What a ranking gives a project depends on the others it ranks, so no single number can be given."),
    _("No ballot gives any points, so it is not known what a further supporter would give."),
    _("Further supporters alone would not have carried it: it cost more than there was when it could come."),
    _("There was no money to share, so no number of supporters could pay for it."),
    _("Projects without supporters come last, and only as long as all of them fit."),
    _("The list ended before its turn came."),
)
LABELS = {
    "by": _("Ranked by"),
    "overflow": _("What does not fit"),
    "utility": _("Satisfaction"),
    "completion": _("Money left over"),
    "increment": _("Step of raising the shares"),
    "start": _("First share"),
    "stop": _("When to stop raising the shares"),
    "comparison": _("Comparison with most votes first"),
    "completion_by": _("Order of spending what is left over"),
    "ties": _("Ties"),
    "lot_seed": _("Seed of the lot"),
    "ranking_points": _("Points of a ranking"),
    "minimum_votes": _("Minimum support"),
    "minimum_share": _("Minimum share of the voters"),
    "minimum_cost_share": _("Minimum share of the voters, by cost"),
    "withdrawn": _("Withdrawn projects"),
    "exclusive": _("Projects that exclude each other"),
    "pots": _("Pots of money"),
    "pot_budgets": _("Money of each pot"),
    "pooling": _("Pooling"),
}
FRAME = (
    _("How a ranking becomes points: last-zero, last-one, own, or weights such as 3,2,1."),
    _("What decides between projects that are exactly tied."),
    _("The seed of the lot, published before voting begins."),
    _("Projects that were withdrawn after voting began."),
    _("Sets of projects of which only one can be funded, such as a,b;c,d."),
    _("The money of each pot, such as North=100;South=80."),
    _("Whether money left in the pots is put together and spent on what remains."),
)
