//! How certain a suggestion and its fields are, in percent, by the form in which the text gives them.
//!
//! The figures are counted: `certainty.txt` holds, for each form, how often what it gave was right on the
//! annotated sentences and articles of this repository. Few cases say little, so each share is smoothed towards
//! the share of all; a statement's own is that of all, times how much better or worse each of its forms does.
//! `tests/extraction/certainty.rs` counts again and prints how often each percentage was right.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::extract::{Distance, Statement, StatementField, Status};
use crate::model::{Claim, ClaimField};

/// How many cases of the share of all are added to those of one form.
const SMOOTHING: f64 = 12.0;

/// No more than this is certain, in percent: what was counted is a sample.
const MOST: u8 = 99;

/// What is counted: `None` is the statement as a whole, whether it is one at all.
pub type Counted = Option<StatementField>;

/// How often what a form gave was right.
#[derive(Clone, Debug, Default)]
pub struct Counts(BTreeMap<(String, String), (u32, u32)>);

impl Counts {
    /// The counts that belong to the program.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Counts> = LazyLock::new(|| Counts::parse(include_str!("certainty.txt")));
        &BUILTIN
    }

    /// Reads `field | form | right | all`; other lines are passed over.
    pub fn parse(text: &str) -> Self {
        let row = |line: &str| {
            let mut cells = line.split('|').map(str::trim);
            let key = (cells.next()?.to_owned(), cells.next()?.to_owned());
            Some((key, (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?)))
        };
        Self(text.lines().filter_map(row).collect())
    }

    /// Counts one case of a statement's field.
    pub fn add(&mut self, counted: Counted, statement: &Statement, right: bool) {
        for form in std::iter::once(ALL.to_owned()).chain(forms(counted, statement)) {
            let (n, all) = self.0.entry((name(counted), form)).or_default();
            *n += u32::from(right);
            *all += 1;
        }
    }

    /// The rows, as [`Counts::parse`] reads them.
    pub fn rows(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|((field, form), (right, all))| format!("{field} | {form} | {right} | {all}"))
    }

    /// How certain a field of a statement is where the statement is one at all; or that it is one.
    pub fn percent(&self, counted: Counted, statement: &Statement) -> u8 {
        let of = |form: &str| self.0.get(&(name(counted), form.to_owned())).copied().unwrap_or_default();
        let (right, all) = of(ALL);
        let base = (f64::from(right) + 1.0) / (f64::from(all) + 2.0);
        let share = forms(counted, statement).into_iter().fold(base, |share, form| {
            let (right, all) = of(&form);
            let smoothed = (f64::from(right) + SMOOTHING * base) / (f64::from(all) + SMOOTHING);
            share * smoothed / base
        });
        // Between 0 and 99.
        (100.0 * share).round().clamp(0.0, f64::from(MOST)) as u8
    }
}

/// The form that every statement has.
const ALL: &str = "all";

fn name(counted: Counted) -> String {
    counted.map_or_else(|| "statement".to_owned(), |field| format!("{field:?}").to_lowercase())
}

/// The forms of a statement on which a field's certainty depends.
fn forms(counted: Counted, statement: &Statement) -> Vec<String> {
    let form = |what: &str, value: &dyn std::fmt::Debug| format!("{what} {value:?}").to_lowercase();
    let distance = |distance: Option<Distance>| form("distance", &distance);
    let slot = form("slot", &statement.slot);
    let path = form("path", &statement.path);
    match counted {
        None => {
            let known = statement.patient.as_ref().is_some_and(|party| party.kind.is_some());
            vec![slot, path, form("number", &statement.count.form), form("people", &known)]
        }
        Some(StatementField::Count) => vec![slot, path, form("number", &statement.count.form)],
        Some(StatementField::Kind) => vec![form("kind", &statement.kind), slot],
        Some(StatementField::Side) => {
            let kind = statement.patient.as_ref().and_then(|party| party.kind);
            vec![form("people", &kind), distance(statement.forces_of.as_ref().map(|place| place.distance))]
        }
        Some(StatementField::Date) => {
            let date = statement.date.as_ref();
            vec![distance(date.map(|date| date.distance)), form("reckoned", &date.map(|date| date.reckoned))]
        }
        Some(StatementField::Country) => {
            vec![distance(statement.country.as_ref().map(|place| place.distance))]
        }
        Some(StatementField::Patient | StatementField::Place) => vec![slot],
    }
}

/// How certain it is that the passage states these casualties.
pub(super) fn statement_certainty(statement: &Statement) -> u8 {
    let percent = Counts::builtin().percent(None, statement);
    if statement.status == Status::Asserted { percent } else { product(percent, 92) }
}

/// Sets the certainty of each field that the statement gives.
pub(super) fn set(statement: &Statement, claim: &mut Claim) {
    let whole = statement_certainty(statement);
    let counts = Counts::builtin();
    let field = |field: StatementField| product(whole, counts.percent(Some(field), statement));
    let given = [
        (ClaimField::Kind, true, field(StatementField::Kind)),
        (ClaimField::Outcome, claim.outcome.is_some(), whole),
        (ClaimField::Count, !claim.count.is_blank(), field(StatementField::Count)),
        (ClaimField::Side, claim.side.is_some(), field(StatementField::Side)),
        (ClaimField::Date, claim.date.is_some(), field(StatementField::Date)),
        (ClaimField::Country, !claim.country.is_empty(), field(StatementField::Country)),
    ];
    for (field, _, percent) in given.into_iter().filter(|(_, given, _)| *given) {
        claim.certainty.set(field, percent);
    }
}

/// A percentage of a percentage.
fn product(a: u8, b: u8) -> u8 {
    u8::try_from(u16::from(a) * u16::from(b) / 100).unwrap_or(100)
}
