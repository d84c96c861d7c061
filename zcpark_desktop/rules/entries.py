"""One entry of each catalogue of the rules: references, energy types, factors, conventions, indicators.

Every value that ships says where it comes from (`reference`) and how well that is known (`certainty`).
"""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from .fields import Certainty, Cites, Flag, Id, NonNegative, PointsTo, Positive, ReferenceId, Text, Whole, Year, wrong
from .sources import Place


def co2_of_carbon(carbon: Decimal) -> Decimal:
    """Tonnes of CO2 that so many tonnes of carbon make (molar masses 44 and 12, as the guides print them).

    44/12 itself has no end in decimals; multiplied first, it adds no error to a product that has one.
    """
    return carbon * 44 / 12


class Entry(BaseModel):
    """Frozen; unknown fields are refused; knows the place in the file that it was read from."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    _place: Place = PrivateAttr()

    @property
    def place(self) -> Place:
        """File and line of the entry; only entries that were read from a file have one."""
        return self._place


class Reference(Entry):
    """A document, or after a colon one clause of it (`ndrc_910:annex3`)."""

    id: ReferenceId
    title: Text
    certainty: Certainty
    issuer: Text | None = None
    number: Text | None = None
    date: datetime.date | None = None
    url: Text | None = None
    note: Text | None = None


class Nature(StrEnum):
    """What an energy type is, for the non-fossil share and the emission factor that applies."""

    FOSSIL = "fossil"
    NONFOSSIL = "nonfossil"
    ELECTRICITY = "electricity"
    HEAT = "heat"
    MIXED = "mixed"


class EnergyType(Entry):
    """An energy kind with its standard-coal coefficient; a blank coefficient is missing, never zero.

    Attributes:
        unit: physical unit of amounts, in Chinese.
        calorific_tce_per_unit: tce per unit at 当量值.
        equivalent: blank where 等价值 equals 当量值; `by_year` where the project states it per year.
        fuel: the key of this kind in the sets of fuel factors.
        clean: fossil, but counted as clean energy under the wide reading (natural gas).
        is_default: offered in the energy table of a new project.
    """

    id: Id
    name: Text
    group: Literal["煤品", "油品", "天然气", "电力", "热力", "可再生", "其他"]
    unit: Text
    calorific_tce_per_unit: Positive | None = None
    equivalent: Literal["by_year"] | None = None
    nature: Nature
    clean: Flag = False
    fuel: Id | None = None
    is_default: Flag = False
    certainty: Certainty
    reference: Cites
    note: Text | None = None

    @model_validator(mode="after")
    def _a_fossil_kind_names_its_fuel(self) -> Self:
        if self.nature is Nature.FOSSIL and self.fuel is None:
            raise wrong("化石能源应在 fuel 列填写燃料编号，以便在燃料排放因子集中查找")
        return self


class Factor(Entry):
    """One number: a power or heat factor, a conversion."""

    id: Id
    title: Text
    value: NonNegative
    unit: Text
    year: Year | None = None
    reference: Cites
    certainty: Certainty
    note: Text | None = None


class FuelFactor(Entry):
    """CO2 of burning one unit of a fuel: net calorific value x carbon content x oxidation x 44/12."""

    fuel: Annotated[Id, PointsTo("fuels")]
    unit: Text
    ncv_gj_per_unit: Positive
    carbon_tc_per_gj: NonNegative
    oxidation: NonNegative
    tco2_per_unit: NonNegative
    certainty: Certainty
    reference: Cites
    note: Text | None = None

    @model_validator(mode="after")
    def _at_most_all_carbon_oxidises(self) -> Self:
        if self.oxidation > 1:
            raise wrong(f"氧化率 {self.oxidation} 大于 1，请填写小数，如 0.98")
        return self

    @model_validator(mode="after")
    def _the_printed_product_is_the_product(self) -> Self:
        exact = co2_of_carbon(self.ncv_gj_per_unit * self.carbon_tc_per_gj * self.oxidation)
        digits = Decimal(1).scaleb(int(self.tco2_per_unit.as_tuple().exponent))
        rounded = exact.quantize(digits, ROUND_HALF_UP)
        if rounded != self.tco2_per_unit:
            raise wrong(
                f"tco2_per_unit 为 {self.tco2_per_unit}，而热值×含碳量×氧化率×44/12 = {rounded}，请核对这四列"
            )
        return self


class FuelFactorSet(Entry):
    """A complete set of fuel factors from one source; its id is the name of its file."""

    id: Text
    title: Text
    reference: Cites
    certainty: Certainty
    note: Text | None = None
    rows: Annotated[tuple[FuelFactor, ...], Field(min_length=1)]

    def factor(self, fuel: str) -> FuelFactor | None:
        """The factor of a fuel, or None where this set has none."""
        return next((row for row in self.rows if row.fuel == fuel), None)


class ProcessFactor(Entry):
    """CO2 of making one unit of a product, without energy; blank where the method prints none."""

    id: Id
    name: Text
    route: Text | None = None
    unit: Text
    tco2_per_unit: NonNegative | None = None
    certainty: Certainty
    reference: Cites
    note: Text | None = None


class Alternative(Entry):
    """One reading of what the policy leaves open.

    Attributes:
        targets: for each bound name the formula, fact or factor that it stands for under this reading.
    """

    id: Text
    title: Text
    targets: dict[Id, Id] = {}
    certainty: Certainty


class Convention(Entry):
    """口径: a choice that the policy leaves open, with its default and alternatives (the default first).

    Attributes:
        rows: the rows of the schemes that it concerns, in words.
        alternatives_from: `fuel_sets` where the installed sets of fuel factors are the alternatives.
    """

    id: Id
    title: Text
    rows: Text
    note: Text
    reference: Cites
    default: Text
    alternatives: tuple[Alternative, ...] = ()
    alternatives_from: Literal["fuel_sets"] | None = None

    @model_validator(mode="after")
    def _has_alternatives(self) -> Self:
        if not self.alternatives and self.alternatives_from is None:
            raise wrong("口径没有选项，请在其后写一节或几节 [[conventions.alternatives]]")
        return self

    def alternative(self, choice: str) -> Alternative | None:
        """The alternative of that id, or None."""
        return next((each for each in self.alternatives if each.id == choice), None)


class AddedAlternative(Alternative):
    """A further reading that a user's file adds to a convention that exists."""

    convention: Annotated[Text, PointsTo("conventions")]


class IndicatorKind(StrEnum):
    """What the value of an indicator is, and so how it is entered, compared and written."""

    NUMBER = "number"
    SHARE = "share"
    COUNT = "count"
    AREA = "area"
    LIST = "list"
    CONDITION = "condition"


def _few(value: int) -> int:
    if value > 6:
        raise wrong("小数位数应为 0 至 6")
    return value


class Indicator(Entry):
    """A number that a policy names: what it means, how it is measured, what proves it.

    Attributes:
        unit: unit as shown; a share is a fraction inside and a percentage only as shown.
        measure: the name that the evaluation resolves; the indicator's own id where left out.
        decimals: places shown.
        definition: numerator and denominator in words.
    """

    id: Id
    name: Text
    unit: Text
    kind: IndicatorKind
    measure: Id = ""
    decimals: Annotated[Whole, AfterValidator(_few)] = 2
    definition: Text
    formula_certainty: Certainty
    reference: Cites
    proofs: tuple[Text, ...]
    theme: Text
    note: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _measured_by_its_own_name(cls, data: object) -> object:
        if isinstance(data, dict) and "measure" not in data and "id" in data:
            return {**data, "measure": data["id"]}
        return data
