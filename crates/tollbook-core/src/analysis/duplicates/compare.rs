//! How alike two incidents are, and why, in words.
//!
//! Each thing that speaks for one event adds to a score, each that speaks against it takes away. The
//! weights were set by hand and measured on the sample (`tests/duplicates.rs`); what they come to is
//! shown as reasons and not as a number.

use std::borrow::Cow;

use super::traits::{Day, Days, People, Role, Traits};
use crate::model::{Figures, Outcome};

/// From this score on a pair is open: somebody should look at it.
pub(super) const OPEN: i32 = 8;
/// From this score on an incident is on offer for a claim that was just annotated.
pub(super) const ON_OFFER: i32 = 2;

/// Reports of one night differ by a day.
pub(super) const NEIGHBOURS: Day = 1;
/// Somebody who was wounded may die of it so much later, in days.
pub(super) const DIED_WITHIN: Day = 120;
/// Where no claim says that the dead had been wounded, so much later at most.
const MAY_HAVE_DIED_WITHIN: Day = 31;
/// A shared name outweighs dates that are so far apart: one of them may be wrong.
const NAMED_WITHIN: Day = 31;

/// Something that speaks for two incidents being one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Reason<'a> {
    SameDay,
    /// The same few days, such as those of a battle.
    SameDays,
    WithinADay,
    DatesOverlap,
    /// Wounded so many days before the other's dead died.
    DiedLater(Day),
    /// Somebody of one died on the day of the other.
    DiedThatDay,
    DaysApart(Day),
    Undated,
    Name(&'a str, &'a str),
    Place(&'a str),
    Country,
    Operation,
    Cause,
    SameArticle,
    Count(Figures, Figures, Outcome),
    Outcomes(Outcome, Outcome),
    Part,
}

impl std::fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self::SameDay => f.write_str("same day"),
            Self::SameDays => f.write_str("same days"),
            Self::WithinADay => f.write_str("within a day"),
            Self::DatesOverlap => f.write_str("dates overlap"),
            Self::DiedLater(days) => write!(f, "wounded {} earlier, died later", long(days)),
            Self::DiedThatDay => f.write_str("died on the day of the other"),
            Self::DaysApart(days) => write!(f, "dates {} apart", long(days)),
            Self::Undated => f.write_str("one has no date"),
            Self::Name(a, b) if a == b => write!(f, "both name {a}"),
            Self::Name(a, b) => write!(f, "names {a} and {b}"),
            Self::Place(place) => write!(f, "same place, {place}"),
            Self::Country => f.write_str("same country"),
            Self::Operation => f.write_str("same operation"),
            Self::Cause => f.write_str("same cause"),
            Self::SameArticle => f.write_str("in one article"),
            Self::Count(a, b, outcome) if a == b => write!(f, "both {a} {outcome}"),
            Self::Count(a, b, outcome) => write!(f, "{a} and {b} {outcome}"),
            Self::Outcomes(a, b) => write!(f, "{a} and {b}"),
            Self::Part => f.write_str("one is a part"),
        }
    }
}

/// Days as somebody would say them.
fn long(days: Day) -> Cow<'static, str> {
    match days {
        1 => "a day".into(),
        2..14 => format!("{days} days").into(),
        14..60 => format!("{} weeks", (days + 3) / 7).into(),
        _ => format!("{} months", (days + 15) / 30).into(),
    }
}

/// How alike two incidents are; `None` if something excludes that they are one. `why` is told what
/// speaks for it. Symmetric but for the order in which a reason names the two.
pub(super) fn compare<'a>(a: &'a Traits, b: &'a Traits, mut why: impl FnMut(Reason<'a>)) -> Option<i32> {
    // Where all is denied there is nobody to compare.
    if a.people.is_empty() || b.people.is_empty() {
        return None;
    }
    let gap = a.days.zip(b.days).map(|(a, b)| a.gap(b));
    // Most pairs end here, and cheaply.
    if gap.is_some_and(|gap| gap > DIED_WITHIN) {
        return None;
    }
    let (when, when_reason) = dates(a, b, gap);
    let named =
        if when.is_some() || gap.is_none_or(|gap| gap <= NAMED_WITHIN) { shared_name(a, b) } else { None };
    let when = match (when, gap, named) {
        (Some(when), ..) => {
            when_reason.into_iter().for_each(&mut why);
            when
        }
        (None, Some(gap), Some((_, _, true))) => {
            why(Reason::DaysApart(gap));
            -1
        }
        _ => return None,
    };
    let mut score = when;
    if let Some((one, other, full)) = named {
        why(Reason::Name(one, other));
        score += if full { 5 } else { 4 };
    }
    score += places(a, b, &mut why);
    match (a.operation, b.operation) {
        (Some(one), Some(other)) if one == other => {
            why(Reason::Operation);
            score += 1;
        }
        (Some(_), Some(_)) => score -= 3,
        _ => {}
    }
    if a.hostile.zip(b.hostile).is_some_and(|(one, other)| one != other) {
        score -= 4;
    }
    match (a.cause, b.cause) {
        (Some(one), Some(other)) if one == other => why(Reason::Cause),
        (Some(_), Some(_)) => score -= 1,
        _ => {}
    }
    if (a.role == Role::Background) != (b.role == Role::Background) {
        score -= 2;
    }
    let in_one_article = a.shares_article(b);
    if in_one_article {
        why(Reason::SameArticle);
    }
    score += people(a, b, in_one_article, &mut why);
    // A headline, or a sentence further down, says again without a day what the article has told.
    if in_one_article && a.days.is_some() != b.days.is_some() && same_people(a, b) {
        score += 4;
    }
    Some(score)
}

/// What the dates say; `None` excludes, unless a name speaks against it.
fn dates<'a>(a: &Traits, b: &Traits, gap: Option<Day>) -> (Option<i32>, Option<Reason<'a>>) {
    let (Some(one), Some(other), Some(gap)) = (a.days, b.days, gap) else {
        return undated(a, b);
    };
    if gap > NEIGHBOURS
        && let Some(found) = died_later(a, one, b, other).or_else(|| died_later(b, other, a, one))
    {
        return found;
    }
    let fine = one.is_fine() && other.is_fine();
    match gap {
        0 if a.is_one_day() && b.is_one_day() => (Some(4), Some(Reason::SameDay)),
        0 if fine && one == other => (Some(4), Some(Reason::SameDays)),
        0 if fine => (Some(3), Some(Reason::DatesOverlap)),
        0 if one.is_fine() || other.is_fine() => (Some(1), Some(Reason::DatesOverlap)),
        0 => (Some(0), Some(Reason::DatesOverlap)),
        ..=NEIGHBOURS if fine => (Some(2), Some(Reason::WithinADay)),
        _ => (None, None),
    }
}

/// Without a date of the one, an article published before the other cannot tell of it.
fn undated<'a>(a: &Traits, b: &Traits) -> (Option<i32>, Option<Reason<'a>>) {
    let (Some(one), Some(other)) = (a.days.or(a.news), b.days.or(b.news)) else {
        return (Some(0), Some(Reason::Undated));
    };
    let is_before = |undated: &Traits, other: Days| {
        undated.days.is_none() && undated.news.is_some_and(|news| other.first > news.last + NEIGHBOURS)
    };
    let both_undated = a.days.is_none() && b.days.is_none();
    if !both_undated && (is_before(a, other) || is_before(b, one)) {
        return (None, None);
    }
    (Some(i32::from(one.gap(other) == 0)), Some(Reason::Undated))
}

/// Whether the dead of `late` are wounded of `early` who died of it, more than a day apart.
fn died_later<'a>(
    early: &Traits,
    hurt: Days,
    late: &Traits,
    died: Days,
) -> Option<(Option<i32>, Option<Reason<'a>>)> {
    let wounded = || early.people.iter().filter(|people| people.outcome == Outcome::Wounded);
    let dead = late.people.iter().filter(|people| people.outcome == Outcome::Killed);
    let dead = dead.filter(|dead| wounded().any(|wounded| same_side(wounded, dead)));
    // The day of death is known beside that of the incident: another report may have taken the one
    // for the other.
    let other_day = early.people.iter().filter_map(|people| people.death);
    let mut of_death = other_day.map(|day| Days { first: day, last: day });
    if of_death.any(|day| day.gap(died) <= NEIGHBOURS) {
        return Some((Some(4), Some(Reason::DiedThatDay)));
    }
    let later = died.first - hurt.last;
    if later <= NEIGHBOURS || !hurt.is_fine() {
        return None;
    }
    let mut dead = dead.peekable();
    dead.peek()?;
    let known = dead.any(|dead| dead.died_later);
    let within = if known { DIED_WITHIN } else { MAY_HAVE_DIED_WITHIN };
    (later <= within).then_some((Some(if known { 3 } else { 0 }), Some(Reason::DiedLater(later))))
}

/// A name that both have, as each writes it, and whether it is one of several words.
fn shared_name<'a>(a: &'a Traits, b: &'a Traits) -> Option<(&'a str, &'a str, bool)> {
    let mut shared: Option<(&str, &str, bool)> = None;
    for one in &a.names {
        for other in b.names.iter().filter(|other| one.is_same(other)) {
            // The place is compared as a place.
            if one.is_within(&b.place_words) || other.is_within(&a.place_words) {
                continue;
            }
            let full = one.is_full() && other.is_full();
            if shared.is_none_or(|(.., known)| full && !known) {
                shared = Some((&one.written, &other.written, full));
            }
        }
    }
    shared
}

fn places<'a>(a: &'a Traits, b: &Traits, why: &mut impl FnMut(Reason<'a>)) -> i32 {
    let mut score = 0;
    if a.shares_place(b) {
        why(Reason::Place(&a.place));
        score += 3;
    } else if !a.place_words.is_empty() && !b.place_words.is_empty() {
        score -= 2;
    }
    match (a.country.as_str(), b.country.as_str()) {
        ("", _) | (_, "") => {}
        (one, other) if one == other => {
            if score <= 0 {
                why(Reason::Country);
            }
            score += 1;
        }
        _ => score -= 4,
    }
    score
}

fn same_side(a: &People, b: &People) -> bool {
    a.side.is_none() || b.side.is_none() || a.side == b.side
}

/// Whether both count the same number of people of one side, who met the same end.
fn same_people(a: &Traits, b: &Traits) -> bool {
    let is_same = |one: &People, other: &People| {
        one.outcome == other.outcome
            && one.side.is_some()
            && one.side == other.side
            && one.figures.best.is_some()
            && one.figures.best == other.figures.best
    };
    a.people.iter().any(|one| b.people.iter().any(|other| is_same(one, other)))
}

/// What the people say: the same people in like numbers, or others of one event.
fn people<'a>(a: &Traits, b: &Traits, in_one_article: bool, why: &mut impl FnMut(Reason<'a>)) -> i32 {
    let is_part = (a.role == Role::Part) != (b.role == Role::Part);
    let mut best: Option<(i32, Reason<'a>)> = None;
    for one in &a.people {
        for other in b.people.iter().filter(|other| one.outcome == other.outcome && same_side(one, other)) {
            let alike = if is_part { part(a, one, other) } else { counts(one, other, in_one_article) };
            let reason =
                if is_part { Reason::Part } else { Reason::Count(one.figures, other.figures, one.outcome) };
            if best.is_none_or(|(known, _)| alike > known) {
                best = Some((alike, reason));
            }
        }
    }
    if let Some((score, reason)) = best {
        if score >= 0 {
            why(reason);
        }
        return score;
    }
    // Others of one event: the dead of one report, the wounded of the next.
    let others = |same: bool| {
        a.people
            .iter()
            .flat_map(|one| b.people.iter().map(move |other| (one, other)))
            .find(|(one, other)| same_side(one, other) == same)
    };
    if let Some((one, other)) = others(true) {
        why(Reason::Outcomes(one.outcome, other.outcome));
        return if in_one_article { 2 } else { 1 };
    }
    // One article that counts people of two sides tells of one event, unless it gives them other days.
    let other_days = a.days.zip(b.days).is_some_and(|(one, other)| one != other);
    match (in_one_article, other_days) {
        (false, _) => -2,
        (true, true) => -1,
        (true, false) => 0,
    }
}

/// How well two figures of the same people agree.
fn counts(one: &People, other: &People, in_one_article: bool) -> i32 {
    let (a, b) = (one.figures, other.figures);
    if let (Some(a), Some(b)) = (a.best, b.best) {
        if a == b {
            return match a {
                0 | 1 => 2,
                2..=5 => 3,
                _ => 4,
            };
        }
        // One article that gives two figures for the same people speaks of two events, or corrects
        // itself.
        if in_one_article {
            return -4;
        }
        let (less, more) = (a.min(b), a.max(b));
        return match more - less <= 1 || more * 2 <= less * 3 {
            true if less > 5 => 2,
            true => 1,
            false => -3,
        };
    }
    let overlap =
        a.low.unwrap_or(0) <= b.high.unwrap_or(u64::MAX) && b.low.unwrap_or(0) <= a.high.unwrap_or(u64::MAX);
    // "More than 11" and "13" are near; "the soldiers" and "13" are not.
    let near = |least: Option<u64>, best: Option<u64>| {
        least.zip(best).is_some_and(|(least, best)| least > 5 && least <= best && best * 2 <= least * 3)
    };
    match overlap {
        true if near(a.low, b.best) || near(b.low, a.best) => 2,
        true => 0,
        false => -3,
    }
}

/// A part is no more than its whole.
fn part(a: &Traits, one: &People, other: &People) -> i32 {
    let (part, whole) = if a.role == Role::Part { (one, other) } else { (other, one) };
    let least = part.figures.low.or(part.figures.best);
    let most = whole.figures.high.or(whole.figures.best);
    if least.zip(most).is_none_or(|(least, most)| least <= most) { 2 } else { -3 }
}
