//! Where dates stand in a text.

use jiff::civil::{Date, Weekday};

use super::captured::weekday;
use super::forms::{Atom, Slot};
use super::lexicon::{Lexicon, files};
use super::matching::{Match, Matcher};
use super::numeric::{era_before, numeric};
use super::words::{Gap, Kind, Token, tokens};
use super::{CalendarDate, DateExpression, Meaning, Year, YearPart};

/// The languages whose dates are read, as codes.
pub fn languages() -> impl Iterator<Item = &'static str> {
    files().map(|(code, _)| code)
}

/// Every date, duration and date to come in `text`, in order, without overlaps.
///
/// `language` is a code such as "en"; without one, the words of all languages are read, which is right
/// for the head of an article and too much for its text. A numeric date of which either number may be
/// the month is decided by a weekday beside it, by the text's other numeric dates, or by the language.
pub fn find_dates(text: &str, language: Option<&str>) -> Vec<DateExpression> {
    let lexicon = Lexicon::for_language(language);
    let list = tokens(text, &lexicon.vocabulary);
    let matcher = Matcher { text, tokens: &list, lexicon };
    let mut found: Vec<DateExpression> = Vec::new();
    // The token after the last date found.
    let mut free = 0;
    let mut i = 0;
    while i < list.len() {
        let Some(hit) = matcher.date_at(i) else {
            i += 1;
            continue;
        };
        // "in the night", where "night of 3 to 4 May" begins inside it and says more.
        if hit.meaning == Some(Meaning::Overnight)
            && let Some(inside) =
                (i + 1..hit.next).find(|at| matcher.date_at(*at).is_some_and(|inside| inside.next > hit.next))
        {
            i = inside;
            continue;
        }
        if let Some(meaning) = hit.meaning {
            let (first, meaning) = matcher.with_weekday_before(i, free, meaning);
            let first = if first == i && era_before(text, &list, i).is_some() { i - 1 } else { first };
            let (next, meaning) = matcher.with_weekday_after(hit.next, meaning);
            let next = matcher.past_day_parts(next, &meaning);
            let (start, end) = (list[first].start as usize, list[next - 1].end as usize);
            while found.last().is_some_and(|before| before.end > start) {
                found.pop();
            }
            found.push(DateExpression { start, end, meaning });
            i = next;
        } else {
            i = hit.next;
        }
        free = i;
    }
    decide_order(text, &mut found, (language.is_some() && lexicon.day_first).then_some(true));
    found
}

impl Matcher<'_> {
    fn date_at(&self, i: usize) -> Option<Match> {
        match self.tokens[i].kind {
            Kind::Number(..) => {
                numeric(self.text, self.tokens, i).or_else(|| self.longest(i)).or_else(|| self.year_alone(i))
            }
            // "Bloody Sunday" is the name of an event.
            Kind::Word(_)
                if self.is_after(i, &self.lexicon.weekday_name) && self.weekday_ending_at(i).is_some() =>
            {
                None
            }
            Kind::Word(_) => self.longest(i),
            Kind::OtherWord | Kind::Sign(_) => None,
        }
    }

    /// Four digits that are a year by the words around them: "in 1983", "(1983)", "the 1983 bombing".
    fn year_alone(&self, i: usize) -> Option<Match> {
        let (value, 4) = self.tokens[i].number()? else { return None };
        if !(1800..2100).contains(&value) || self.is_inside_number(i) {
            return None;
        }
        let near = |at: usize| self.tokens.get(at).filter(|token| token.gap != Gap::Break);
        let next = near(i + 1);
        let touching = next.is_some_and(|token| token.gap == Gap::None && token.is_sign('-'));
        let in_brackets =
            i > 0 && self.tokens[i - 1].is_sign('(') && next.is_some_and(|token| token.is_sign(')'));
        let noun = next.filter(|token| token.is_word() && self.is_lower_word(token));
        let lexicon = self.lexicon;
        let singular = |token: &Token| {
            let word = super::words::fold(&self.text[token.start as usize..token.end as usize]);
            !lexicon.plural_endings.iter().any(|ending| word.ends_with(ending.as_str()))
        };
        let is_year = in_brackets
            || self.is_after(i, &lexicon.year_before)
            || value % 100 != 0 && self.is_after(i, &lexicon.year_before_weak)
            || noun.is_some_and(singular)
                && !lexicon.plural_endings.is_empty()
                && self.is_after(i, &lexicon.year_noun_after)
            || lexicon.bare_year && noun.is_some() && value % 100 != 0;
        let year = Year::Stated(i16::try_from(value).ok()?);
        (is_year && !touching).then(|| Match {
            next: i + 1,
            meaning: Some(Meaning::Calendar(CalendarDate::new(year, YearPart::Whole(None)))),
        })
    }

    /// The date with the weekday that stands before it ("Monday, 3 March", "Montag, den 3. März"): where
    /// it begins then. No token before `free` is looked at but a weekday's own.
    fn with_weekday_before(&self, first: usize, free: usize, meaning: Meaning) -> (usize, Meaning) {
        if !has_day(&meaning) {
            return (first, meaning);
        }
        let mut at = first;
        let passes = |token: &Token| match token.kind {
            Kind::Sign(',' | '.' | '(' | '/' | '|') => true,
            Kind::Word(word) => self.lexicon.weekday_links.contains(&word),
            _ => false,
        };
        for _ in 0..3 {
            let Some(before) = at.checked_sub(1) else { break };
            if self.tokens[at].gap > Gap::Line {
                break;
            }
            if let Some((start, weekday, short)) = self.weekday_ending_at(before) {
                // An abbreviation may be any word, unless the day is right.
                if short && !meaning.is_on(weekday) {
                    break;
                }
                // The weekday alone was found as a date already, and is part of this one.
                let is_free = start >= free || before < free;
                return match (is_free).then(|| meaning.with_weekday(weekday)).flatten() {
                    Some(meaning) => (start, meaning),
                    None => (first, meaning),
                };
            }
            if before < free || !passes(&self.tokens[before]) {
                break;
            }
            at = before;
        }
        (first, meaning)
    }

    /// The weekday, in full or short, whose last token is `last`.
    fn weekday_ending_at(&self, last: usize) -> Option<(usize, Weekday, bool)> {
        (last.saturating_sub(2)..=last).find_map(|start| {
            let Kind::Word(word) = self.tokens[start].kind else { return None };
            let fits = |rest: &[Atom]| start + rest.len() == last && self.follows(start + 1, rest);
            let entries = self.lexicon.entries_of(word).iter();
            let mut weekdays = entries.filter(|entry| entry.slot == Slot::Weekday && fits(&entry.rest));
            let entry = weekdays.next()?;
            Some((start, weekday(i8::try_from(entry.value).ok()?)?, entry.short))
        })
    }

    /// The date with the weekday in brackets or after a comma behind it: "3 March 2008 (Monday)".
    fn with_weekday_after(&self, next: usize, meaning: Meaning) -> (usize, Meaning) {
        let opens = self.tokens.get(next).is_some_and(|token| token.gap <= Gap::Space && token.is_sign('('));
        if !opens || !has_day(&meaning) {
            return (next, meaning);
        }
        let closing =
            (next + 2..next + 4).find(|at| self.tokens.get(*at).is_some_and(|token| token.is_sign(')')));
        let weekday = closing
            .and_then(|closing| self.weekday_ending_at(closing - 1))
            .filter(|(start, ..)| *start == next + 1);
        match (closing, weekday.and_then(|(_, weekday, _)| meaning.with_weekday(weekday))) {
            (Some(closing), Some(meaning)) => (closing + 1, meaning),
            _ => (next, meaning),
        }
    }

    /// The token after the words that say when in a day: "Monday morning", "hier soir".
    fn past_day_parts(&self, next: usize, meaning: &Meaning) -> usize {
        let is_day = matches!(
            meaning,
            Meaning::Weekday { .. }
                | Meaning::WeekdayOfWeek(..)
                | Meaning::WeekdayBeforePrevious(_)
                | Meaning::BeforeArticle(super::Unit::Day, _)
                | Meaning::FromPrevious(super::Unit::Day, _)
        );
        if !is_day && !has_day(meaning) {
            return next;
        }
        let Some(Token { kind: Kind::Word(word), gap, .. }) = self.tokens.get(next) else { return next };
        let fits = |rest: &[Atom]| *gap <= Gap::Line && self.follows(next + 1, rest);
        let mut parts = self
            .lexicon
            .entries_of(*word)
            .iter()
            .filter(|entry| entry.slot == Slot::DayPart && fits(&entry.rest));
        parts.next().map_or(next, |part| next + 1 + part.rest.len())
    }
}

/// Whether it is one day of the calendar.
fn has_day(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Calendar(date) => matches!(date.part, YearPart::Day(..)),
        Meaning::Ambiguous { .. } => true,
        _ => false,
    }
}

impl Meaning {
    /// Whether the day may be a weekday; true where the year is open.
    fn is_on(&self, weekday: Weekday) -> bool {
        match self {
            Self::Calendar(date) => date.is_on(weekday),
            Self::Ambiguous { day_first, month_first } => {
                day_first.is_on(weekday) || month_first.is_on(weekday)
            }
            _ => false,
        }
    }

    /// The same day, said to be a weekday; `None` if that is impossible.
    fn with_weekday(self, weekday: Weekday) -> Option<Self> {
        match self {
            Self::Calendar(date) => Some(Self::Calendar(CalendarDate { weekday: Some(weekday), ..date })),
            Self::Ambiguous { day_first, month_first } => {
                match (day_first.is_on(weekday), month_first.is_on(weekday)) {
                    (true, false) => {
                        Some(Self::Calendar(CalendarDate { weekday: Some(weekday), ..day_first }))
                    }
                    (false, true) => {
                        Some(Self::Calendar(CalendarDate { weekday: Some(weekday), ..month_first }))
                    }
                    _ => Some(self),
                }
            }
            _ => None,
        }
    }
}

impl CalendarDate {
    fn is_on(&self, weekday: Weekday) -> bool {
        let YearPart::Day(month, day) = self.part else { return false };
        let centuries: &[i16] = match self.year {
            Year::Stated(year) => &[year],
            Year::Short(year) => &[1900 + i16::from(year), 2000 + i16::from(year)],
            _ => return true,
        };
        centuries.iter().any(|year| Date::new(*year, month, day).is_ok_and(|date| date.weekday() == weekday))
    }
}

/// Decides numeric dates by those of the same text that leave no choice, else by the language; where
/// the text's dates contradict each other, they stay open.
fn decide_order(text: &str, found: &mut [DateExpression], language: Option<bool>) {
    if !found.iter().any(|date| matches!(date.meaning, Meaning::Ambiguous { .. })) {
        return;
    }
    let orders = found.iter().filter_map(|date| day_stands_first(&text[date.span()], &date.meaning));
    let (mut day, mut month) = (false, false);
    orders.for_each(|day_first| if day_first { day = true } else { month = true });
    let day_first = match (day, month) {
        (true, false) => true,
        (false, true) => false,
        (true, true) => return,
        (false, false) => match language {
            Some(day_first) => day_first,
            None => return,
        },
    };
    for date in found {
        if let Meaning::Ambiguous { day_first: first, month_first } = date.meaning {
            date.meaning = Meaning::Calendar(if day_first { first } else { month_first });
        }
    }
}

/// Whether the day stands first in a date in digits that leaves no choice.
fn day_stands_first(words: &str, meaning: &Meaning) -> Option<bool> {
    let Meaning::Calendar(CalendarDate { part: YearPart::Day(month, day), .. }) = *meaning else {
        return None;
    };
    let numbers = words.split(['/', '-']).map(|part| part.trim().parse::<i8>().ok()).collect::<Vec<_>>();
    match numbers.as_slice() {
        [Some(first), Some(second), _] if month != day => match (*first, *second) {
            (first, second) if (first, second) == (day, month) => Some(true),
            (first, second) if (first, second) == (month, day) => Some(false),
            _ => None,
        },
        _ => None,
    }
}
