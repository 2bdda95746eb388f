//! Matching the forms of dates against the tokens of a text.

use super::captured::{Captured, calendar_day, weekday};
use super::forms::{Atom, Element, Form, Slot};
use super::lexicon::Lexicon;
use super::words::{Gap, Kind, Token};
use super::{CalendarDate, Meaning, Third, Unit, Year, YearPart};
use crate::model::Precision;

/// Words that are a date by their form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    /// The token after them.
    pub next: usize,
    /// What they say; `None` for a date that no calendar has.
    pub meaning: Option<Meaning>,
}

/// A text's tokens beside the lexicon of its language.
#[derive(Clone, Copy)]
pub(super) struct Matcher<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token],
    pub lexicon: &'t Lexicon,
}

impl Matcher<'_> {
    /// The longest form that begins at token `i`.
    pub fn longest(&self, i: usize) -> Option<Match> {
        let token = self.tokens.get(i)?;
        let mut best = None;
        let tree = &self.lexicon.tree;
        if let Kind::Word(word) = token.kind
            && let Some(next) = tree.after_word(word)
        {
            self.walk(next, i, i + 1, Captured::default(), &mut best);
        }
        for (slot, node) in tree.first_slots() {
            self.slot(slot, node, i, i, Captured::default(), &mut best);
        }
        best
    }

    fn walk(&self, node: u32, start: usize, i: usize, captured: Captured, best: &mut Option<Match>) {
        let node = self.lexicon.tree.node(node);
        if let Some(form) = node.form
            && best.is_none_or(|best| best.next < i)
            && let Some(meaning) = self.accept(form, start, i, &captured)
        {
            *best = Some(Match { next: i, meaning });
        }
        if node.next.is_empty() || self.tokens.get(i).is_none_or(|token| token.gap == Gap::Break) {
            return;
        }
        for (element, next) in &node.next {
            match element {
                Element::Word(_) | Element::Sign(_) => {
                    if self.is_element(i, *element) {
                        self.walk(*next, start, i + 1, captured, best);
                    }
                }
                Element::Slot(slot) => {
                    let at = self.past_separator(i, *slot, &captured);
                    self.slot(*slot, *next, start, at, captured, best);
                }
            }
        }
    }

    /// The token after what may stand between the parts of a date without being stated: a comma before
    /// a year, the point of an abbreviated month, or a sign written together with both parts.
    fn past_separator(&self, i: usize, slot: Slot, captured: &Captured) -> usize {
        let (Some(token), Some(next)) = (self.tokens.get(i), self.tokens.get(i + 1)) else { return i };
        if slot == Slot::Year && captured.days.len > 0 && captured.months.len > 0 {
            let point = usize::from(captured.short && token.gap == Gap::None && token.is_sign('.'));
            if let Some(year) = self.past_time(i + point) {
                return year;
            }
        }
        if token.gap != Gap::None || next.gap == Gap::Break {
            return i;
        }
        let joined = next.gap == Gap::None && matches!(token.kind, Kind::Sign('-' | '/' | '.'));
        let skips = match slot {
            Slot::Month => joined,
            Slot::Year => joined || token.is_sign(',') || captured.short && token.is_sign('.'),
            Slot::Day => captured.short && token.is_sign('.'),
            _ => false,
        };
        let twice = skips && slot == Slot::Year && token.is_sign('.') && next.is_sign(',');
        i + usize::from(skips) + usize::from(twice)
    }

    /// The year behind a time of day, as programs write it: "Wed Nov 23 18:02:11 UTC 2016", "23. Nov 18:02 +0100 2016".
    fn past_time(&self, i: usize) -> Option<usize> {
        let token = |i: usize| self.tokens.get(i);
        let digits = |i: usize, gap: Gap, count: u8| {
            let found = token(i).filter(|token| token.gap == gap)?.number()?;
            (found.1 == count).then_some(found.0)
        };
        let joined = |i: usize, sign: char| token(i).is_some_and(|t| t.gap == Gap::None && t.is_sign(sign));
        let (hour, count) = token(i).filter(|token| token.gap == Gap::Space)?.number()?;
        if count > 2 || hour > 23 || !joined(i + 1, ':') || digits(i + 2, Gap::None, 2).is_none() {
            return None;
        }
        let has_seconds = joined(i + 3, ':') && digits(i + 4, Gap::None, 2).is_some();
        let zone = if has_seconds { i + 5 } else { i + 3 };
        let is_offset = token(zone)
            .is_some_and(|t| t.gap == Gap::Space && (t.is_sign('+') || t.is_sign('-')))
            && digits(zone + 1, Gap::None, 4).is_some();
        let is_zone = || {
            let named = token(zone).filter(|token| token.gap == Gap::Space && token.is_word());
            let words = named.and_then(|token| self.text.get(token.start as usize..token.end as usize));
            words.is_some_and(|words| words.len() <= 5 && words.bytes().all(|b| b.is_ascii_uppercase()))
        };
        let year = zone + if is_offset { 2 } else { usize::from(is_zone()) };
        let value = digits(year, Gap::Space, 4)?;
        // "3 May 10:30 2000 people": without seconds and zone, a word after it may be what is counted.
        let counts =
            || token(year + 1).is_some_and(|token| token.gap == Gap::Space && self.is_lower_word(token));
        ((1970..2100).contains(&value) && (has_seconds || year > zone || !counts())).then_some(year)
    }

    /// Walks on from a slot that stands at token `i`.
    fn slot(
        &self,
        slot: Slot,
        node: u32,
        start: usize,
        i: usize,
        captured: Captured,
        best: &mut Option<Match>,
    ) {
        let Some(token) = self.tokens.get(i) else { return };
        match slot {
            Slot::Day => {
                if let Some((day, next)) = self.day(i, i == start) {
                    let mut captured = captured;
                    captured.days.push(day);
                    self.walk(node, start, next, captured, best);
                }
            }
            Slot::Year => {
                if let Some((year, digits, apostrophe, next)) = self.year(i, &captured) {
                    let mut captured = captured;
                    captured.years.push((year, digits));
                    captured.apostrophe |= apostrophe;
                    self.walk(node, start, next, captured, best);
                }
            }
            Slot::Number | Slot::Quarter if token.number().is_some() => {
                let most = if slot == Slot::Quarter { 4 } else { 10_000 };
                let number = token.number().and_then(|(n, _)| i32::try_from(n).ok());
                let whole = slot == Slot::Quarter || !self.is_inside_number(i);
                if let Some(number) = number.filter(|n| (1..=most).contains(n) && whole) {
                    let mut captured = captured;
                    captured.number = number;
                    captured.quarter = i8::try_from(number).unwrap_or(0);
                    let next = if slot == Slot::Quarter { self.past_suffix(i + 1) } else { i + 1 };
                    self.walk(node, start, next, captured, best);
                }
            }
            _ => self.listed(slot, node, start, i, captured, best),
        }
    }

    /// Walks on from a word of a list.
    fn listed(
        &self,
        slot: Slot,
        node: u32,
        start: usize,
        i: usize,
        captured: Captured,
        best: &mut Option<Match>,
    ) {
        let Some(Token { kind: Kind::Word(word), .. }) = self.tokens.get(i) else { return };
        let mut seen = None;
        for entry in self.lexicon.entries_of(*word) {
            let fits = match (slot, entry.slot) {
                (Slot::DayWord, Slot::Ordinal | Slot::Number) => (1..=31).contains(&entry.value),
                (Slot::Quarter, Slot::Ordinal) => (1..=4).contains(&entry.value),
                (Slot::Number, Slot::Dual | Slot::Single) => true,
                (wanted, found) => wanted == found,
            };
            if !fits || !self.follows(i + 1, &entry.rest) {
                continue;
            }
            // The longest entry of a list is the word; shorter ones are parts of it.
            let length = entry.rest.len();
            if seen.is_some_and(|(slot, seen)| slot == entry.slot && length < seen) {
                continue;
            }
            seen = Some((entry.slot, length));
            let next = i + 1 + length;
            let mut captured = captured;
            let small = i8::try_from(entry.value).unwrap_or(0);
            match entry.slot {
                Slot::Month => {
                    if captured.months.len == 0 {
                        captured.month_at = i;
                    }
                    captured.months.push(small);
                    captured.short |= entry.short;
                    captured.year_offset = entry.year_offset;
                }
                Slot::Weekday => {
                    captured.weekdays.push(small);
                    captured.short |= entry.short;
                }
                Slot::Number | Slot::Ordinal => {
                    captured.number = entry.value;
                    captured.quarter = small;
                    if slot == Slot::DayWord {
                        captured.days.push(small);
                    }
                }
                Slot::Unit => captured.unit = entry.value,
                Slot::OtherMonth => captured.solar_month = small,
                Slot::Part => {
                    captured.part = Third::ALL.get(usize::try_from(entry.value).unwrap_or(0)).copied()
                }
                Slot::Dual | Slot::Single => {
                    captured.number = if entry.slot == Slot::Dual { 2 } else { 1 };
                    captured.unit = entry.value;
                    captured.single = true;
                    // The word fills the form's slot for the unit too.
                    let unit = |(element, next): &(Element, u32)| {
                        (*element == Element::Slot(Slot::Unit)).then_some(*next)
                    };
                    if let Some(after) = self.lexicon.tree.node(node).next.iter().find_map(unit) {
                        self.walk(after, start, next, captured, best);
                    }
                    continue;
                }
                _ => {}
            }
            self.walk(node, start, next, captured, best);
        }
    }

    fn is_element(&self, i: usize, element: Element) -> bool {
        self.tokens.get(i).is_some_and(|token| match element {
            Element::Word(word) => token.kind == Kind::Word(word),
            Element::Sign(sign) => token.is_sign(sign),
            Element::Slot(_) => false,
        })
    }

    /// Whether the tokens from `i` on are `atoms`.
    pub fn follows(&self, i: usize, atoms: &[Atom]) -> bool {
        let fits = |(n, atom): (usize, &Atom)| {
            self.is_element(i + n, (*atom).into()) && self.tokens[i + n].gap != Gap::Break
        };
        atoms.iter().enumerate().all(fits)
    }

    /// Whether one of `phrases` ends just before token `i`.
    pub fn is_after(&self, i: usize, phrases: &[Vec<Atom>]) -> bool {
        self.tokens.get(i).is_some_and(|token| token.gap != Gap::Break)
            && phrases.iter().any(|phrase| {
                let start = i.checked_sub(phrase.len());
                start.is_some_and(|start| {
                    self.tokens.get(start).is_some_and(|token| {
                        phrase.first().is_some_and(|atom| {
                            self.is_element(start, (*atom).into()) && token.start < self.tokens[i].start
                        })
                    }) && self.follows(start + 1, &phrase[1..])
                })
            })
    }

    /// Whether the number at `i` is a piece of something longer: 1,003; 7.62; 10:30; $5.
    pub fn is_inside_number(&self, i: usize) -> bool {
        let token = |i: usize| self.tokens.get(i);
        let touches = |i: usize| token(i).is_some_and(|t| t.gap == Gap::None);
        let before = i > 0 && touches(i) && {
            let sign = &self.tokens[i - 1];
            let digits_before = i > 1 && touches(i - 1) && self.tokens[i - 2].number().is_some();
            let currency = matches!(sign.kind, Kind::Sign('$' | '€' | '£' | '¥' | '#' | '№' | '+'));
            currency
                || sign.is_word()
                || digits_before && matches!(sign.kind, Kind::Sign('.' | ',' | ':' | '\'' | '/'))
        };
        let after = touches(i + 1) && {
            let digits_after = touches(i + 2) && self.tokens[i + 2].number().is_some();
            matches!(self.tokens[i + 1].kind, Kind::Sign('%'))
                || digits_after && matches!(self.tokens[i + 1].kind, Kind::Sign('.' | ',' | ':'))
        };
        before || after
    }

    /// A day of a month in digits, with what is written after it: "3", "3rd", "3.".
    fn day(&self, i: usize, first: bool) -> Option<(i8, usize)> {
        let (value, digits) = self.tokens[i].number()?;
        if digits > 2 || !(1..=31).contains(&value) || first && self.is_inside_number(i) {
            return None;
        }
        Some((i8::try_from(value).ok()?, self.past_suffix(i + 1)))
    }

    fn past_suffix(&self, i: usize) -> usize {
        let is_suffix = self.tokens.get(i).is_some_and(|token| {
            let follows = |atom: &Atom| self.is_element(i, (*atom).into());
            token.gap == Gap::None && self.lexicon.suffixes.iter().any(follows)
        });
        i + usize::from(is_suffix)
    }

    /// A year: its digits' value, how many digits, whether an apostrophe cuts it, and the token after it.
    /// `captured` has the month before it, which tells its era.
    fn year(&self, i: usize, captured: &Captured) -> Option<(i16, u8, bool, usize)> {
        let apostrophe = self.tokens[i].is_sign('\'') && self.tokens.get(i + 1)?.gap == Gap::None;
        let at = i + usize::from(apostrophe);
        let (value, digits) = self.tokens[at].number()?;
        let next = at + 1;
        let after = |n: usize| self.tokens.get(next + n).filter(|token| token.gap != Gap::Break);
        let touching = |n: usize| after(n).filter(|token| token.gap == Gap::None);
        // "3 May 10:30", "3 May 1,200 men".
        let goes_on = touching(0).is_some_and(|sign| {
            sign.is_sign('%')
                || matches!(sign.kind, Kind::Sign(':' | ',' | '.'))
                    && touching(1).is_some_and(|t| t.number().is_some())
        });
        if goes_on {
            return None;
        }
        if captured.solar_month > 0 {
            return (digits == 4).then_some((i16::try_from(value).ok()?, digits, false, next));
        }
        let offset = captured.year_offset;
        if offset > 0 && (digits == 2 || value >= 2200) {
            return year_of_era(value, digits, offset).map(|year| (year, 4, false, next));
        }
        match digits {
            4 if (1500..2200).contains(&value) => {
                // "On 3 May, 2000 people": a round number before a word after a comma counts something.
                let comma = i > 0 && self.tokens[i - 1].is_sign(',');
                let counts = comma && value % 100 == 0 && after(0).is_some_and(|t| self.is_lower_word(t));
                (!counts).then_some((i16::try_from(value).ok()?, 4, false, next))
            }
            2 if apostrophe || !self.tokens[i].is_sign(',') => {
                // "3 May 20 soldiers", "3 mai 08h20": digits before a word are no year.
                let time = |n| {
                    after(n).is_some_and(|t| t.number().is_some())
                        && touching(n + 1).is_some_and(|t| t.is_sign(':'))
                };
                let ends =
                    after(0).is_none_or(|t| t.gap == Gap::Line || matches!(t.kind, Kind::Sign(_))) || time(0);
                let comma = !apostrophe && i > 0 && self.tokens[i - 1].is_sign(',');
                (ends && !comma).then_some((i16::try_from(value).ok()?, 2, apostrophe, next))
            }
            _ => None,
        }
    }

    pub fn is_lower_word(&self, token: &Token) -> bool {
        token.is_word() && self.first_char(token).is_some_and(|c| !c.is_uppercase())
    }

    fn first_char(&self, token: &Token) -> Option<char> {
        self.text.get(token.start as usize..)?.chars().next()
    }

    /// What a form that is matched in full says: `None` if it is none after all, `Some(None)` for a day
    /// that no calendar has.
    fn accept(&self, form: Form, start: usize, next: usize, captured: &Captured) -> Option<Option<Meaning>> {
        let numbered = captured.days.len > 0 || captured.years.len > 0;
        if captured.short && !numbered {
            return None;
        }
        // "trente-sept": a number, and no day of a month.
        let word = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                token.is_word() && self.first_char(token).is_some_and(char::is_alphabetic)
            })
        };
        let joined = captured.month_at.checked_sub(2).is_some_and(|day| {
            day >= start && word(day) && self.tokens.get(day + 1).is_some_and(|token| token.is_sign('-'))
        });
        if captured.short && joined {
            return None;
        }
        if captured.has_unclear_month() {
            return numbered.then_some(Some(Meaning::UnclearMonth));
        }
        let unit = usize::try_from(captured.unit).ok().and_then(|unit| Unit::ALL.get(unit)).copied();
        let sure = |meaning| Some(Some(meaning));
        match form {
            Form::Date(year) => {
                let month_first = captured.month_at == start;
                let year = captured.year(year);
                if !self.is_month_with_day(start, next, captured, month_first, year == Year::Nearest) {
                    return None;
                }
                Some(
                    calendar_day(year, captured.months.first()?, captured.days.first()?)
                        .map(Meaning::Calendar),
                )
            }
            Form::Month(year) => {
                let month = captured.months.first()?;
                let short_year =
                    captured.years.first().is_some_and(|(year, digits)| digits == 2 && year < 32);
                if short_year && !captured.apostrophe {
                    return None;
                }
                let year = captured.year(year);
                let alone = year == Year::Nearest && captured.part.is_none();
                (!alone || self.is_month_alone(start, next)).then_some(())?;
                sure(Meaning::Calendar(CalendarDate::new(year, YearPart::Month(month, captured.part))))
            }
            Form::MonthLast => {
                let date =
                    CalendarDate::new(Year::BeforeArticle, YearPart::Month(captured.months.first()?, None));
                sure(Meaning::Calendar(date))
            }
            Form::Quarter | Form::Half | Form::Year | Form::Decade => {
                let (year, digits) = captured.years.first()?;
                let part = match form {
                    Form::Quarter => YearPart::Quarter(captured.quarter),
                    Form::Half => YearPart::Half(captured.quarter),
                    Form::Decade => YearPart::Decade,
                    _ => YearPart::Whole(captured.part),
                };
                let is_half = !matches!(part, YearPart::Half(half) if half > 2);
                let is_decade = form != Form::Decade || year % 10 == 0;
                (digits == 4 && is_half && is_decade)
                    .then(|| Some(Meaning::Calendar(CalendarDate::new(Year::Stated(year), part))))
            }
            Form::Days | Form::Between | Form::Night => {
                if captured.months.len == 1 && captured.days.len > 0 {
                    let month_first = captured.month_at < next
                        && captured.days.len > 0
                        && self.is_first_month(start, captured);
                    if !self.is_month_with_day(start, next, captured, month_first, false) {
                        return None;
                    }
                }
                let precision = if form == Form::Days { Precision::Days } else { Precision::Range };
                if captured.months.len == 0 && !self.are_years(captured) {
                    return None;
                }
                Some(
                    captured
                        .span(form == Form::Night)
                        .map(|(first, last)| Meaning::Span(first, last, precision)),
                )
            }
            Form::Weekday { last } => {
                sure(Meaning::Weekday { weekday: weekday(captured.weekdays.first()?)?, last })
            }
            Form::WeekdayOfWeek(weeks) => {
                sure(Meaning::WeekdayOfWeek(weekday(captured.weekdays.first()?)?, weeks))
            }
            Form::WeekdayPrevious => {
                sure(Meaning::WeekdayBeforePrevious(weekday(captured.weekdays.first()?)?))
            }
            Form::WeekdayNight => sure(Meaning::WeekdayNight(weekday(captured.weekdays.last()?)?)),
            Form::Relative(_, 1..) | Form::ToCome => sure(Meaning::ToCome),
            Form::Relative(unit, offset) => sure(Meaning::BeforeArticle(unit, -offset)),
            Form::Weekend => sure(Meaning::Weekend),
            Form::Overnight => sure(Meaning::Overnight),
            // "since year 2013" is no "a year ago".
            Form::Ago
                if captured.single && self.tokens.get(next).is_some_and(|token| token.number().is_some()) =>
            {
                None
            }
            Form::Ago => sure(Meaning::Ago(unit?, captured.number)),
            Form::Past => sure(Meaning::Within(unit?, captured.number)),
            Form::PastOne(unit) => sure(Meaning::Within(unit, 1)),
            Form::Previous(unit, offset) => sure(Meaning::FromPrevious(unit, offset)),
            Form::PreviousBefore => sure(Meaning::FromPrevious(unit?, -captured.number)),
            Form::PreviousAfter => sure(Meaning::FromPrevious(unit?, captured.number)),
            Form::Duration if captured.single => None,
            Form::Duration => sure(Meaning::Duration(unit?, captured.number)),
            Form::OtherCalendar => {
                sure(captured.solar_day().map_or(Meaning::OtherCalendar, Meaning::Calendar))
            }
        }
    }

    fn is_first_month(&self, start: usize, captured: &Captured) -> bool {
        // Forms with the month first begin with it, or with one word before it.
        captured.month_at <= start + 1 && self.tokens[start..captured.month_at].iter().all(Token::is_word)
    }

    /// Two years side by side are years, not a number of things.
    fn are_years(&self, captured: &Captured) -> bool {
        let [first, last] = captured.years.values;
        let plausible = |(year, digits): (i16, u8)| digits == 4 && (1800..2100).contains(&year);
        captured.years.len == 2 && plausible(first) && plausible(last) && first < last
    }

    /// Whether a month's name beside a day is a month: not the verb "may", nor "in May 13 soldiers".
    fn is_month_with_day(
        &self,
        start: usize,
        next: usize,
        captured: &Captured,
        month_first: bool,
        no_year: bool,
    ) -> bool {
        let month = &self.tokens[captured.month_at];
        let Kind::Word(word) = month.kind else { return true };
        if no_year && month_first && self.is_after(start, &self.lexicon.no_day_after) {
            return false;
        }
        // "May 13 km", "March 10 per cent": something else is counted.
        let after = self.tokens.get(next).filter(|token| token.gap != Gap::Break);
        if no_year && month_first && after.is_some_and(|token| token.is_sign('%') || self.is_unit(token)) {
            return false;
        }
        if !self.lexicon.weak.contains(&word) || !no_year {
            return true;
        }
        let capital = self.first_char(month).is_some_and(char::is_uppercase);
        let verb = after.is_some_and(
            |token| matches!(token.kind, Kind::Word(word) if self.lexicon.weak_not_before.contains(&word)),
        );
        (capital || !self.lexicon.weak_capital.contains(&word)) && !verb
    }

    fn is_unit(&self, token: &Token) -> bool {
        matches!(token.kind, Kind::Word(word) if self.lexicon.entries_of(word).iter().any(|entry| entry.slot == Slot::Unit))
    }

    /// Whether a month's name with neither day nor year is the month.
    fn is_month_alone(&self, start: usize, next: usize) -> bool {
        let Kind::Word(word) = self.tokens[start].kind else { return false };
        // Beside a number it is part of a date that was read or does not exist.
        let number_before =
            start > 0 && self.tokens[start].gap <= Gap::Space && self.tokens[start - 1].number().is_some();
        if number_before {
            return false;
        }
        let weak = next == start + 1 && self.lexicon.weak.contains(&word);
        let capital = self.first_char(&self.tokens[start]).is_some_and(char::is_uppercase);
        !weak
            || self.is_after(start, &self.lexicon.month_before)
                && (capital || !self.lexicon.weak_capital.contains(&word))
    }
}

/// The common year of a year of an era that counts `offset` years more, in four digits or in two that can be of this
/// era only.
fn year_of_era(value: u32, digits: u8, offset: i16) -> Option<i16> {
    let value = i16::try_from(value).ok()?;
    let year = match digits {
        4 => value - offset,
        // Two digits that are smaller than those of the year 2000 may be of the common era.
        2 => {
            let since = 2000 + offset;
            since - since % 100 + Some(value).filter(|value| *value >= since % 100)? - offset
        }
        _ => return None,
    };
    (1900..2060).contains(&year).then_some(year)
}
