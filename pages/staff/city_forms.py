"""Forms about the whole city: its name, its districts and their outlines."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.boundaries import NoOutlines, Outline, read_outlines
from accounts.districts import Line
from accounts.models import District
from accounts.names import NameField
from pages.models import CitySettings

MOST_BYTES = 10 * 1024 * 1024
NAME_LETTERS = 80
WHY = {
    "json": gettext_lazy(
        "This is not a GeoJSON file with areas. Export the districts as a FeatureCollection."
    ),
    "name": gettext_lazy("Area %(where)s has no name. Give each area a property “name”."),
    "shape": gettext_lazy("“%(where)s” is not an area. Each district needs an outline (Polygon)."),
    "twice": gettext_lazy("“%(where)s” is in the file twice."),
    "degrees": gettext_lazy(
        "The points of “%(where)s” are no degrees. Export the file with longitude and latitude (WGS 84)."
    ),
}


class CityForm(forms.ModelForm[CitySettings]):
    """Who runs the site and how to reach them."""

    class Meta:
        model = CitySettings
        fields = ("name", "phone", "email")
        labels = {  # noqa: RUF012  Django reads a plain dictionary
            "name": gettext_lazy("Name of the city"),
            "phone": gettext_lazy("Telephone number"),
            "email": gettext_lazy("E-mail address"),
        }
        help_texts = {  # noqa: RUF012  as above
            "name": gettext_lazy("It stands at the top of every page and signs letters."),
            "phone": gettext_lazy("Residents find it at the foot of every page."),
        }


class DistrictsForm(forms.Form):
    """A field for each district, in order, and one for new ones, a line each. An empty field removes one."""

    more = forms.CharField(
        required=False,
        label=gettext_lazy("New districts"),
        help_text=gettext_lazy("One on each line. Leave it empty in a city that has no districts."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: MutableMapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.districts = list(District.objects.defer("boundary"))
        for number, district in enumerate(self.districts, 1):
            self.fields[f"district_{district.pk}"] = NameField(
                max_length=NAME_LETTERS,
                required=False,
                initial=district.name,
                label=_("District %(number)s") % {"number": number},
            )

    def clean_more(self) -> list[str]:
        """Return the new names. Raises ValidationError for one that is too long."""
        names = [" ".join(line.split()) for line in self.cleaned_data["more"].splitlines()]
        for name in names:
            if len(name) > NAME_LETTERS:
                text = _("“%(name)s…” is longer than %(most)s letters.")
                raise forms.ValidationError(text % {"name": name[:20], "most": NAME_LETTERS})
        return [name for name in names if name]

    def kept(self) -> Iterator[forms.BoundField]:
        """Yield the fields of the districts that are there."""
        return (self[f"district_{district.pk}"] for district in self.districts)

    def lines(self) -> list[Line]:
        """Return the districts as they are wanted."""
        names = [(district, self.cleaned_data[f"district_{district.pk}"]) for district in self.districts]
        return [
            *(Line(district, name) for district, name in names if name),
            *(Line(None, name) for name in self.cleaned_data["more"]),
        ]


class OutlinesForm(forms.Form):
    """A GeoJSON file with an area for each district."""

    file = forms.FileField(
        label=gettext_lazy("Outlines of the districts (GeoJSON)"),
        help_text=gettext_lazy(
            "The city's map office has it. Each area needs a name; a name that is not there yet becomes a "
            "new district. The outlines are simplified for the drawings on this site."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.geojson,application/geo+json"}),
        error_messages={
            "required": gettext_lazy("Choose the file first."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )

    def clean_file(self) -> list[Outline]:
        """Read the outlines. Raises ValidationError with what is wrong with the file."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Export it with fewer details."))
        try:
            outlines = read_outlines(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(str(WHY["json"])) from error
        except NoOutlines as error:
            raise forms.ValidationError(WHY[error.code] % {"where": error.where}) from error
        for outline in outlines:
            if len(outline.name) > NAME_LETTERS:
                text = _("“%(name)s…” is longer than %(most)s letters.")
                raise forms.ValidationError(text % {"name": outline.name[:20], "most": NAME_LETTERS})
        return outlines
