"""Form fields: label above, hint under it, error between hint and field, typing kept as it was."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField, Form
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ui.counts import counted
from ui.money_fields import MoneyField
from ui.sentences import sentences
from ui.sprites import icon

EMPTY = mark_safe("")
CHOICE_GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def field(
    bound: BoundField, label: str = "", hint: str = "", rows: int = 0, css: str = "", *, optional: bool = True
) -> SafeString:
    """One labelled field of a form, whatever its widget.

    `label` and `hint` replace the form's own; `rows` sets the height of a text area; `css` adds classes
    to the control ("auto" for a narrow one, "head" for a title). `optional` False leaves the word out where
    the page or the hint says when the field is needed.
    """
    if bound.is_hidden:
        return mark_safe(bound.as_widget())
    label = label or str(bound.label)
    label_html = format_html("{}{}", label, _optional(bound) if optional else EMPTY)
    hint_html = _hint(bound, hint or str(bound.help_text))
    error_html = _errors(bound)
    if isinstance(bound.field.widget, CHOICE_GROUPS):
        return _group(bound, label_html, hint_html, error_html)
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return _tick(bound, label, hint_html, error_html)
    if bound.field.widget.use_fieldset:
        legend = format_html("<legend>{}</legend>", label_html)
        control = bound.as_widget(attrs=_attrs(bound, bool(hint_html), css="in auto"))
        return format_html(
            '<fieldset class="f" id="{}">{}{}{}<div class="row">{}</div></fieldset>',
            bound.auto_id, legend, hint_html, error_html, control,
        )  # fmt: skip
    kind = "money" if isinstance(bound.field, MoneyField) else ""
    attrs = _attrs(bound, bool(hint_html), css=" ".join(filter(None, ("in", css, kind))))
    if rows:
        attrs["rows"] = str(rows)
    return format_html(
        '<div class="f"><label for="{}">{}</label>{}{}{}{}</div>',
        bound.id_for_label, label_html, hint_html, error_html,
        _control(bound, attrs), _counter(bound),
    )  # fmt: skip


class _Area(forms.Textarea):
    """A text area without Django's templates for it, which take ten times as long as drawing it."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        shown = self.build_attrs({"name": name, **self.attrs}, attrs)
        return format_html("<textarea{}>\n{}</textarea>", flatatt(shown), self.format_value(value) or "")


def _control(bound: BoundField, attrs: dict[str, str | bool]) -> SafeString:
    widget = bound.field.widget
    return bound.as_widget(_Area(widget.attrs) if type(widget) is forms.Textarea else None, attrs)


def error_summary(*form_list: Form) -> SafeString:
    """Every error of the given forms in one box on top, each linked to its field. Empty when valid."""
    items = [item for form in form_list for item in _summary_items(form)]
    if not items:
        return EMPTY
    rows = format_html_join("", "<li>{}</li>", ((item,) for item in items))
    return format_html(
        '<div class="say bad" id="errors" role="alert" tabindex="-1">{}'
        '<div class="stack g2"><h2 class="t2 text">{}</h2><ul class="small">{}</ul></div></div>',
        icon("warn"), attention(len(items)), rows,
    )  # fmt: skip


def attention(count: int) -> str:
    """The headline of the summary, small numbers in words."""
    words = {
        1: _("One thing needs your attention"),
        2: _("Two things need your attention"),
        3: _("Three things need your attention"),
    }
    several = ngettext("%(count)s thing needs your attention", "%(count)s things need your attention", count)
    return words.get(count) or several % {"count": counted(count)}


def _summary_items(form: Form) -> list[SafeString]:
    items = [format_html("{}", error) for error in form.non_field_errors()]
    for bound in form.hidden_fields():
        items += [format_html("{}", error) for error in bound.errors]
    for bound in form.visible_fields():
        target = _target(bound)
        items += [format_html('<a href="#{}">{}</a>', target, line) for line in sentences(bound)]
    return items


def _target(bound: BoundField) -> str:
    """The id a link must jump to, so that typing can begin at once."""
    if isinstance(bound.field.widget, CHOICE_GROUPS):
        return str(bound.subwidgets[0].id_for_label) if bound.subwidgets else bound.auto_id
    return bound.id_for_label or bound.auto_id


def _optional(bound: BoundField) -> SafeString:
    if bound.field.required:
        return EMPTY
    return format_html(' <span class="opt">({})</span>', _("optional"))


def _hint(bound: BoundField, hint: str) -> SafeString:
    return format_html('<p class="hint" id="{}_hint">{}</p>', bound.auto_id, hint) if hint else EMPTY


def _errors(bound: BoundField) -> SafeString:
    if not bound.errors:
        return EMPTY
    lines = format_html_join(" ", "<span>{}</span>", ((line,) for line in sentences(bound)))
    return format_html(
        '<p class="err" id="{}_error">{}<span class="stack">{}</span></p>', bound.auto_id, icon("warn"), lines
    )


def _limit(bound: BoundField) -> int | None:
    if not isinstance(bound.field, forms.CharField) or isinstance(bound.field.widget, forms.PasswordInput):
        return None
    return bound.field.max_length


def _counter(bound: BoundField) -> SafeString:
    limit = _limit(bound)
    copied = bound.field.widget.attrs.get("spellcheck") == "false"  # a code or a number, not a text
    if limit is None or copied or isinstance(bound.field, (forms.EmailField, forms.URLField)):
        return EMPTY
    limit_text = _("Up to %(limit)s letters") % {"limit": counted(limit)}
    of_text = _("%(count)s of %(limit)s letters") % {"count": "{}", "limit": counted(limit)}
    return format_html(
        '<p class="hint" id="{}_count" data-count="{}" data-limit="{}" data-of="{}">{}</p>',
        bound.auto_id, bound.auto_id, limit, of_text, limit_text,
    )  # fmt: skip


def _attrs(bound: BoundField, hinted: bool, css: str) -> dict[str, str | bool]:
    """Attributes of the control. No `maxlength`: a browser would cut a long paste without a word."""
    own = bound.field.widget.attrs
    attrs: dict[str, str | bool] = {"class": f"{css} {own.get('class', '')}".strip()}
    described = [
        f"{bound.auto_id}_hint" if hinted else "",
        f"{bound.auto_id}_error" if bound.errors else "",
        f"{bound.auto_id}_count" if _counter(bound) else "",
    ]
    if any(described):
        attrs["aria-describedby"] = " ".join(part for part in described if part)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if "maxlength" in own:
        attrs["maxlength"] = False
    return attrs


def _group(bound: BoundField, label: SafeString, hint: SafeString, error: SafeString) -> SafeString:
    """Radio buttons or tick boxes as one fieldset; each whole row is the label."""
    described = " ".join(
        part for part, shown in ((f"{bound.auto_id}_hint", hint), (f"{bound.auto_id}_error", error)) if shown
    )
    rows = format_html_join(
        "",
        '<label class="ck">{}<span>{}</span></label>',
        ((sub.tag(), sub.choice_label) for sub in bound.subwidgets),
    )
    about = format_html(' aria-describedby="{}"', described) if described else EMPTY
    return format_html(
        '<fieldset class="f{}" id="{}"{}><legend>{}</legend>{}{}{}</fieldset>',
        " wrong" if bound.errors else "", bound.auto_id, about, label, hint, error, rows,
    )  # fmt: skip


def _tick(bound: BoundField, label: str, hint: SafeString, error: SafeString) -> SafeString:
    """A single tick box: the sentence is its label."""
    control = bound.as_widget(attrs=_attrs(bound, bool(hint), css=""))
    return format_html(
        '<div class="f">{}<label class="ck">{}<span>{}</span></label>{}</div>', error, control, label, hint
    )
