//! Claims: what a casualty annotation asserts.

use jiff::civil::Date;

use super::date::{DateBasis, DateRange};
use super::figures::Figures;
use super::id::{AnnotationId, EntryId, IncidentId, OperationId, RecordId, Ref};
use super::record::{BadCell, Cell, Field, record};
use super::words::{ClaimStatus, Hostile, Kind, OperationBasis, Outcome, words};

record! {
    /// What a casualty annotation asserts. It has the annotation's id.
    pub struct Claim: AnnotationId, table "claim", also refers claim_refers {
        /// What sort of number it gives.
        pub kind: Kind,
        /// How far it stands.
        pub standing: ClaimStatus,
        /// What happened to the people; blank for a strength.
        pub outcome: Option<Outcome>,
        /// Whose people, from the project's list.
        pub side: Option<EntryId>,
        /// Who, as written: names, ranks, unit.
        pub victims: String,
        /// The count as written, which is not the source of figures that the coder set.
        pub count_as_written: String,
        /// How many.
        pub count: Figures,
        /// The date as written.
        pub date_as_written: String,
        /// When it happened, as far as this claim says.
        pub date: Option<DateRange>,
        /// How that is known.
        pub date_basis: Option<DateBasis>,
        /// The incident from which the date is reckoned.
        pub date_incident: Option<IncidentId>,
        /// How many days after that incident; negative is before.
        pub date_offset_days: Option<i32>,
        /// Hurt in the incident, and died of it later.
        pub died_of_wounds: bool,
        /// The day of death, where it is not the incident's.
        pub death_date: Option<Date>,
        /// The operations named: at most one for an incident, any number for a total's scope.
        pub operations: Vec<OperationId>,
        /// How the operations are known.
        pub operations_basis: Option<OperationBasis>,
        /// The country in which it happened.
        pub country: String,
        /// The place, as written.
        pub place: String,
        /// What did it, from the project's list.
        pub cause: Option<EntryId>,
        /// Whether an enemy did it; blank where the words do not say.
        pub hostile: Option<Hostile>,
        /// Who says so.
        pub attribution: String,
        /// Of a part: shares no one with the other parts that are marked so.
        pub part_exclusive: bool,
        /// Of a total: the countries of its scope.
        pub scope_countries: Vec<String>,
        /// Of a total: the named areas of its scope.
        pub scope_areas: Vec<EntryId>,
        /// Of a total: what it says it counts, from the project's list.
        pub definition: Option<EntryId>,
        /// Of a total: the first day that it counts.
        pub scope_from: Option<Date>,
        /// Of a total: when it held, where the coder says so.
        pub as_of: Option<DateRange>,
        /// Of a total: the incident that it was given with, whose day it then holds for.
        pub as_of_incident: Option<IncidentId>,
        /// The incident with which the claim was born, and which it keeps.
        pub incident: Option<IncidentId>,
        /// Which of these the coder set by hand; the rest were read from the text.
        pub set_by_coder: ClaimFields,
    }
}

/// A claim names its own annotation, whose id it has.
fn claim_refers(id: AnnotationId, _: &Claim, each: &mut dyn FnMut(Ref)) {
    each(id.reference());
}

impl Claim {
    /// A claim of which nothing is known yet.
    pub fn blank(kind: Kind, outcome: Option<Outcome>) -> Self {
        Self {
            kind,
            standing: ClaimStatus::Asserted,
            outcome,
            side: None,
            victims: String::new(),
            count_as_written: String::new(),
            count: Figures::BLANK,
            date_as_written: String::new(),
            date: None,
            date_basis: None,
            date_incident: None,
            date_offset_days: None,
            died_of_wounds: false,
            death_date: None,
            operations: Vec::new(),
            operations_basis: None,
            country: String::new(),
            place: String::new(),
            cause: None,
            hostile: None,
            attribution: String::new(),
            part_exclusive: false,
            scope_countries: Vec::new(),
            scope_areas: Vec::new(),
            definition: None,
            scope_from: None,
            as_of: None,
            as_of_incident: None,
            incident: None,
            set_by_coder: ClaimFields::default(),
        }
    }

    /// Whether the claim takes part in its incident's estimate.
    pub fn counts(&self) -> bool {
        self.kind == Kind::Incident && self.standing.counts()
    }
}

words! {
    /// A part of a claim that the coder can set.
    pub enum ClaimField ("a field of a claim such as count") {
        /// The kind.
        Kind = "kind",
        /// The standing.
        ClaimStatus = "standing",
        /// The outcome.
        Outcome = "outcome",
        /// The side.
        Side = "side",
        /// The victims.
        Victims = "victims",
        /// The count: its words and its three figures.
        Count = "count",
        /// The date: its words, range, basis and link.
        Date = "date",
        /// Died of wounds, and the day of death.
        Death = "death",
        /// The operations.
        Operations = "operations",
        /// The country.
        Country = "country",
        /// The place.
        Place = "place",
        /// The cause.
        Cause = "cause",
        /// Whether it was hostile.
        Hostile = "hostile",
        /// Who says so.
        Attribution = "attribution",
        /// Whether a part is exclusive.
        Exclusive = "exclusive",
        /// The scope of a total: countries, areas, definition, from, as of.
        Scope = "scope",
    }
}

/// A set of [`ClaimField`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ClaimFields(u32);

impl ClaimFields {
    /// Whether `field` is in the set.
    pub fn contains(self, field: ClaimField) -> bool {
        self.0 & (1 << field as u32) != 0
    }

    /// Adds `field`.
    pub fn insert(&mut self, field: ClaimField) {
        self.0 |= 1 << field as u32;
    }

    /// Takes `field` out.
    pub fn remove(&mut self, field: ClaimField) {
        self.0 &= !(1 << field as u32);
    }

    /// The members, in the order of [`ClaimField::ALL`].
    pub fn iter(self) -> impl Iterator<Item = ClaimField> {
        ClaimField::ALL.iter().copied().filter(move |field| self.contains(*field))
    }
}

impl FromIterator<ClaimField> for ClaimFields {
    fn from_iter<I: IntoIterator<Item = ClaimField>>(fields: I) -> Self {
        let mut set = Self::default();
        fields.into_iter().for_each(|field| set.insert(field));
        set
    }
}

impl std::fmt::Display for ClaimFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, field) in self.iter().enumerate() {
            if n > 0 {
                f.write_str(";")?;
            }
            f.write_str(field.as_str())?;
        }
        Ok(())
    }
}

impl std::str::FromStr for ClaimFields {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        text.split(';').map(str::trim).filter(|word| !word.is_empty()).map(str::parse).collect()
    }
}

impl Field for ClaimFields {
    fn put<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        let text = self.to_string();
        cells.push(if text.is_empty() { Cell::Null } else { Cell::Text(text.into()) });
    }

    fn take<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell> {
        let set = super::record::take_optional_text(cells, "a list of fields such as count;date")?;
        Ok(set.unwrap_or_default())
    }
}
