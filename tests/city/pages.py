"""Every page of the demo that people see, and as whom."""

from __future__ import annotations

from dataclasses import dataclass

BUDGET = "neighbourhood-budget"
STREETS = "streets-for-children"
LAST = "neighbourhood-budget-last-year"


@dataclass(frozen=True, slots=True)
class Sight:
    """One page: a name for its picture, its address, and who looks ("" is a visitor without an account)."""

    name: str
    path: str
    who: str = ""


SIGHTS = (
    Sight("home", "/"),
    Sight("process-collecting", f"/{BUDGET}/"),
    Sight("process-voting", f"/{STREETS}/"),
    Sight("process-delivery", f"/{LAST}/"),
    Sight("news", f"/{BUDGET}/news-1/"),
    Sight("how-it-works", "/how-the-vote-works/"),
    Sight("accessibility", "/accessibility/"),
    Sight("privacy", "/privacy/"),
    Sight("proposals", f"/{BUDGET}/proposals/"),
    Sight("proposals-map", f"/{BUDGET}/proposals/?view=map"),
    Sight("proposals-empty", f"/{BUDGET}/proposals/?q=submarine"),
    Sight("proposal", f"/{BUDGET}/proposals/1/"),
    Sight("proposal-discussed", f"/{BUDGET}/proposals/?sort=discussed"),
    Sight("moderation-numbers", f"/moderation/numbers/{BUDGET}/"),
    Sight("results", "/results/"),
    Sight("result", f"/{LAST}/vote/1/result/"),
    Sight("result-steps", f"/{LAST}/vote/1/result/steps/1/"),
    Sight("box", f"/{STREETS}/vote/1/box/"),
    Sight("key", f"/{STREETS}/vote/1/key/"),
    Sight("key-of-trustees", f"/{LAST}/vote/2/key/"),
    Sight("result-with-trustees", f"/{LAST}/vote/2/result/"),
    Sight("result-of-totals", f"/{LAST}/vote/3/result/"),
    Sight("trustee-enter", f"/{STREETS}/vote/1/trustee/"),
    Sight("record", f"/{STREETS}/vote/1/record/"),
    Sight("verify", f"/{LAST}/vote/1/result/verify/"),
    Sight("check-a-seal", f"/{STREETS}/vote/1/seal/"),
    Sight("check-a-code", f"/{STREETS}/vote/1/code/"),
    Sight("receipt-none", f"/{STREETS}/vote/1/receipt/"),
    Sight("ballot-visitor", f"/{STREETS}/vote/1/"),
    Sight("log", "/log/"),
    Sight("sign-in", "/accounts/login/"),
    Sight("sign-up", "/accounts/signup/"),
    Sight("password-reset", "/accounts/password/reset/"),
    Sight("not-found", "/there-is-nothing-here/"),
    Sight("style-guide", "/ui/"),
    Sight("ballot", f"/{STREETS}/vote/1/", "resident"),
    Sight("identity", f"/{STREETS}/vote/1/confirm-identity/", "resident"),
    Sight("identity-birth-date", f"/{STREETS}/vote/1/confirm-identity/birth-date/", "resident"),
    Sight("write", f"/{BUDGET}/proposals/new/", "resident"),
    Sight("drafts", f"/{BUDGET}/proposals/drafts/", "resident"),
    Sight("account", "/accounts/", "resident"),
    Sight("notices", "/accounts/notices/", "resident"),
    Sight("account-privacy", "/accounts/privacy/", "resident"),
    Sight("account-erase", "/accounts/erase/", "resident"),
    Sight("account-sessions", "/accounts/sessions/", "resident"),
    Sight("account-second-factor", "/accounts/2fa/", "resident"),
    Sight("account-email", "/accounts/email/", "resident"),
    Sight("account-password", "/accounts/password/change/", "resident"),
    Sight("moderation", "/moderation/", "moderator"),
    Sight("moderation-list", "/moderation/list/", "moderator"),
    Sight("moderation-decided", "/moderation/decided/", "moderator"),
    Sight("staff-desk", "/staff/", "staff"),
    Sight("staff-process", f"/staff/{STREETS}/", "staff"),
    Sight("staff-dates", f"/staff/{STREETS}/dates/", "staff"),
    Sight("staff-budgets", f"/staff/{BUDGET}/budgets/", "staff"),
    Sight("staff-review", f"/staff/{BUDGET}/review/", "staff"),
    Sight("staff-people", f"/staff/{BUDGET}/people/", "staff"),
    Sight("staff-round", f"/{STREETS}/vote/1/manage/", "staff"),
    Sight("staff-roll", f"/{STREETS}/vote/1/manage/roll/", "staff"),
    Sight("staff-codes", f"/{STREETS}/vote/1/manage/codes/", "staff"),
    Sight("paper-office", f"/{STREETS}/vote/1/paper/office/", "staff"),
    Sight("paper-keying", f"/{LAST}/vote/1/paper/keying/", "staff"),
    Sight("paper-compare", f"/{LAST}/vote/1/paper/keying/compare/?office=Town+hall", "staff"),
    Sight("staff-trustees", f"/{LAST}/vote/2/manage/trustees/", "staff"),
    Sight("staff-preview", f"/{BUDGET}/?on=2030-05-03", "staff"),
    Sight("people", "/accounts/people/", "admin"),
)
