//! Claims: what a casualty annotation asserts.

use std::collections::BTreeMap;

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
        /// How far it is upheld.
        pub status: ClaimStatus,
        /// What happened to the people; blank for a strength.
        pub outcome: Option<Outcome>,
        /// Whose people.
        pub side: Option<EntryId>,
        /// Who, as written: names, ranks, unit.
        pub victims: String,
        /// The words for the count in the passage. Where the coder set the figures, they are not what these words say.
        pub count_as_written: String,
        /// How many.
        pub count: Figures,
        /// The date as written.
        pub date_as_written: String,
        /// When it happened, as far as this claim says.
        pub date: Option<DateRange>,
        /// How the date is known.
        pub date_basis: Option<DateBasis>,
        /// The incident from which the date is counted.
        pub date_incident: Option<IncidentId>,
        /// How many days after that incident; negative is before.
        pub date_offset_days: Option<i32>,
        /// Hurt in the incident, and died of it later.
        pub died_of_wounds: bool,
        /// The day of death, where it is not the incident's.
        pub death_date: Option<Date>,
        /// Of people who died of wounds: whether other figures of the incident include them (they count once) or not (they are added).
        pub in_other_figures: Option<bool>,
        /// The operations named: at most one for an incident, any number for a total's scope.
        pub operations: Vec<OperationId>,
        /// How the operations are known.
        pub operations_basis: Option<OperationBasis>,
        /// The country in which it happened.
        pub country: String,
        /// The place, as written.
        pub place: String,
        /// What did it.
        pub cause: Option<EntryId>,
        /// Whether an enemy did it; blank where the words do not say.
        pub hostile: Option<Hostile>,
        /// Who says so.
        pub attribution: String,
        /// Of a part: it overlaps no other part that is marked so.
        pub part_exclusive: bool,
        /// Of a total: the countries of its scope.
        pub scope_countries: Vec<String>,
        /// Of a total: the named areas of its scope.
        pub scope_areas: Vec<EntryId>,
        /// Of a total: what it says it includes.
        pub definition: Option<EntryId>,
        /// Of a total: the first day that it counts.
        pub scope_from: Option<Date>,
        /// Of a total: as of when it holds, where the coder says so.
        pub as_of: Option<DateRange>,
        /// Of a total: the incident that it was announced with, as of whose day it then holds.
        pub as_of_incident: Option<IncidentId>,
        /// The incident with which the claim was born, and which it keeps.
        pub incident: Option<IncidentId>,
        /// Which fields the coder set by hand; the rest were read from the text.
        pub set_by_coder: ClaimFields,
        /// Of a claim that was suggested: how certain its fields were.
        pub certainty: Certainty,
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
            status: ClaimStatus::Asserted,
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
            in_other_figures: None,
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
            certainty: Certainty::default(),
        }
    }

    /// Whether the claim takes part in its incident's estimate.
    pub fn counts(&self) -> bool {
        self.kind == Kind::Incident && self.status.counts()
    }
}

/// Declares the fields of a claim: what a coder sets and reads again as one. Each is one member of
/// [`Claim`] or several that belong together.
macro_rules! claim_fields {
    ($($(#[$meta:meta])* $field:ident = $word:literal { $($member:ident),+ },)*) => {
        words! {
            /// A field of a claim: what the coder sets as one.
            pub enum ClaimField ("a field of a claim such as count") {
                $($(#[$meta])* $field = $word,)*
            }
        }

        impl ClaimField {
            /// The members of [`Claim`] that make up the field.
            pub fn members(self) -> &'static [&'static str] {
                match self {
                    $(Self::$field => &[$(stringify!($member)),+],)*
                }
            }
        }

        impl Claim {
            /// The fields in which two claims differ.
            pub fn differing(&self, other: &Self) -> ClaimFields {
                let mut fields = ClaimFields::default();
                $(
                    if $(self.$member != other.$member)||+ {
                        fields.insert(ClaimField::$field);
                    }
                )*
                fields
            }

            /// Takes a field over from another claim.
            pub fn copy_field(&mut self, field: ClaimField, from: &Self) {
                match field {
                    $(ClaimField::$field => {
                        $(self.$member.clone_from(&from.$member);)+
                    })*
                }
            }
        }
    };
}

claim_fields! {
    /// The kind.
    Kind = "kind" { kind },
    /// The status.
    Status = "status" { status },
    /// The outcome.
    Outcome = "outcome" { outcome },
    /// The side.
    Side = "side" { side },
    /// The victims.
    Victims = "victims" { victims },
    /// The count: its words and its three figures.
    Count = "count" { count_as_written, count },
    /// The date: its words, range, basis and the incident from which it is counted.
    Date = "date" { date_as_written, date, date_basis, date_incident, date_offset_days },
    /// Died of wounds, and the day of death.
    Death = "death" { died_of_wounds, death_date },
    /// Whether other figures include people who died of wounds.
    InOtherFigures = "in_other_figures" { in_other_figures },
    /// The operations.
    Operations = "operations" { operations, operations_basis },
    /// The country.
    Country = "country" { country },
    /// The place.
    Place = "place" { place },
    /// The cause.
    Cause = "cause" { cause },
    /// Whether it was hostile.
    Hostile = "hostile" { hostile },
    /// Who says so.
    Attribution = "attribution" { attribution },
    /// Whether a part overlaps no other.
    PartExclusive = "part_exclusive" { part_exclusive },
    /// Of a total's scope: the countries and areas.
    ScopeCountries = "scope_countries" { scope_countries, scope_areas },
    /// Of a total's scope: what it says it includes.
    Definition = "definition" { definition },
    /// Of a total's scope: the first day.
    ScopeFrom = "scope_from" { scope_from },
    /// Of a total's scope: as of when it holds.
    AsOf = "as_of" { as_of },
    /// Of a total's scope: the incident with which it was announced.
    AsOfIncident = "as_of_incident" { as_of_incident },
}

impl ClaimField {
    /// The fields of a total's scope, except its operations.
    pub const SCOPE: [Self; 5] =
        [Self::ScopeCountries, Self::Definition, Self::ScopeFrom, Self::AsOf, Self::AsOfIncident];
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
    fn write_cells<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        let text = self.to_string();
        cells.push(if text.is_empty() { Cell::Null } else { Cell::Text(text.into()) });
    }

    fn read_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell> {
        let set = super::record::take_optional_text(cells, "a list of fields such as count;date")?;
        Ok(set.unwrap_or_default())
    }
}

/// How certain the fields of a suggested claim were, in percent; a field without one was not read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certainty(BTreeMap<ClaimField, u8>);

impl Certainty {
    /// The certainty of a field in percent, if it has one.
    pub fn for_field(&self, field: ClaimField) -> Option<u8> {
        self.0.get(&field).copied()
    }

    /// Sets the certainty of a field; more than 100 percent is 100.
    pub fn set(&mut self, field: ClaimField, percent: u8) {
        self.0.insert(field, percent.min(100));
    }
}

impl std::fmt::Display for Certainty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, (field, percent)) in self.0.iter().enumerate() {
            let separator = if n > 0 { ";" } else { "" };
            write!(f, "{separator}{field} {percent}")?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Certainty {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut certainty = Self::default();
        for item in text.split(';').map(str::trim).filter(|item| !item.is_empty()) {
            let (field, percent) = item.split_once(' ').ok_or(())?;
            let percent = percent.trim().parse().ok().filter(|percent| *percent <= 100).ok_or(())?;
            certainty.set(field.parse()?, percent);
        }
        Ok(certainty)
    }
}

impl Field for Certainty {
    fn write_cells<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        let text = self.to_string();
        cells.push(if text.is_empty() { Cell::Null } else { Cell::Text(text.into()) });
    }

    fn read_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell> {
        let certainty = super::record::take_optional_text(cells, "fields with percentages such as count 92")?;
        Ok(certainty.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Record;

    #[test]
    fn every_member_of_a_claim_is_in_one_field_except_its_bookkeeping() {
        let mut members: Vec<&str> =
            ClaimField::ALL.iter().flat_map(|field| field.members()).copied().collect();
        members.extend(["incident", "set_by_coder", "certainty"]);
        let mut columns: Vec<&str> = Claim::columns()
            .iter()
            .map(|column| {
                let suffixed = ["_low", "_best", "_high", "_start", "_end", "_precision"];
                let member = suffixed.iter().find_map(|suffix| column.strip_suffix(suffix));
                member.unwrap_or(column)
            })
            .collect();
        columns.dedup();
        members.sort_unstable();
        columns.sort_unstable();
        assert_eq!(members, columns);
    }

    #[test]
    fn a_field_is_taken_over_whole() {
        let blank = Claim::blank(Kind::Incident, None);
        let mut other = blank.clone();
        other.date_as_written = "Monday".to_owned();
        other.date_basis = Some(DateBasis::Article);
        other.country = "Mali".to_owned();
        assert_eq!(blank.differing(&other), [ClaimField::Date, ClaimField::Country].into_iter().collect());
        let mut taken = blank.clone();
        taken.copy_field(ClaimField::Date, &other);
        assert_eq!(taken.differing(&other), [ClaimField::Country].into_iter().collect());
    }

    #[test]
    fn certainty_reads_back_as_it_is_written() {
        let mut certainty = Certainty::default();
        certainty.set(ClaimField::Date, 80);
        certainty.set(ClaimField::Count, 92);
        assert_eq!(certainty.to_string(), "count 92;date 80");
        assert_eq!("count 92; date 80".parse(), Ok(certainty));
        assert_eq!("count 101".parse::<Certainty>(), Err(()));
        assert_eq!("colour 9".parse::<Certainty>(), Err(()));
    }
}
