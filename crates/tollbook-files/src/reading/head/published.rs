//! The date of publication among the dates of a head. Dates inside sentences are dates of what is told, and
//! never taken.

use std::ops::Range;

use jiff::civil::Date;
use tollbook_core::extract::date::{
    CalendarDate, DateExpression, Meaning, Year, YearPart, find_dates, fold, languages,
};
use tollbook_core::model::{DateRange, Precision, PublishedBasis};

use super::super::Published;
use super::AmbiguousDate;
use super::dates::dates_in;
use super::lines::{Kind, Line};
use super::words::{Label, WORDS, clip, words_of};

/// How much of a text is looked through to decide whether the day or the month stands first.
const READ_FOR_ORDER: usize = 20_000;

/// How much text may stand above the date of an article that begins with a sentence, in bytes.
const MOST_TEXT_BEFORE: usize = 400;

/// A day or month of the calendar, which may be a date of publication.
pub(super) fn is_calendar(date: &DateExpression) -> bool {
    calendar_of(&date.meaning).is_some()
}

pub(super) fn calendar_of(meaning: &Meaning) -> Option<CalendarDate> {
    match meaning {
        Meaning::Calendar(date) => {
            let has_month = matches!(date.part, YearPart::Day(..) | YearPart::Month(_, None));
            let has_year = matches!(date.year, Year::Stated(_) | Year::Short(_));
            let is_day = matches!(date.part, YearPart::Day(..)) && date.year == Year::Nearest;
            (has_month && has_year || is_day).then_some(*date)
        }
        Meaning::Ambiguous { day_first, .. } => Some(*day_first),
        _ => None,
    }
}

/// A date in a line of the text.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    meaning: Meaning,
    at: Range<usize>,
}

/// The date that the lines of a head state, else those of its tail. Dates without a year count only where
/// something else gives it.
pub(super) fn stated<'t>(
    head: &[Line<'t>],
    tail: &dyn Fn() -> &'t [Line<'t>],
    has_year: bool,
) -> Option<Stated> {
    let at = |line: &Line<'_>, date: &DateExpression| {
        let found = calendar_of(&date.meaning)?;
        let is_complete = has_year || found.year != Year::Nearest;
        is_complete.then(|| Stated { meaning: date.meaning, at: line.in_text(&date.span()) })
    };
    let labelled = |lines: &[Line<'_>], wanted: Label| {
        lines.iter().find_map(|line| match &line.kind {
            Kind::Labelled(label, value) if *label == wanted => {
                let dates = || line.dates.iter();
                let near = || dates().find(|date| date.end > value.start.saturating_sub(30));
                at(line, dates().find(|date| date.start >= value.start).or_else(near)?)
            }
            _ => None,
        })
    };
    // Several lines that begin with a date are entries of a chronology, and none is its day.
    let begins_with_date = |line: &&Line<'_>| line.dates.first().is_some_and(|date| date.start <= 2);
    let is_chronology = head.iter().filter(begins_with_date).count() > 2;
    let opening = head.iter().position(|line| match &line.kind {
        Kind::Dateline(found) => {
            let told = found.place.is_some() || found.agency.is_some();
            found.date.is_some() && (told || !is_chronology)
        }
        _ => false,
    });
    let before = &head[..opening.unwrap_or(head.len())];
    let wrapped = super::title::wrapped_paragraph(head);
    let in_paragraph = |at: &usize| wrapped.as_ref().is_some_and(|lines| lines.contains(at));
    let dated = || {
        let lines = (0..before.len()).filter(|at| !in_paragraph(at));
        let lines = lines.take_while(|at| text_before(head, *at) <= MOST_TEXT_BEFORE);
        let mut lines = lines.filter(|n| head[*n].kind == Kind::Dated && !is_quoted(head, *n));
        lines.find_map(|n| {
            let stated = at(&head[n], first(&head[n])?)?;
            Some(below_page_date(head, n).and_then(|line| at(line, first(line)?)).unwrap_or(stated))
        })
    };
    let dateline = || match &head.get(opening?)?.kind {
        Kind::Dateline(found) => at(&head[opening?], &found.date?),
        _ => None,
    };
    let body = head
        .iter()
        .position(|line| matches!(line.kind, Kind::Body | Kind::Dateline(_)))
        .unwrap_or(head.len());
    let byline = || {
        head.iter().take(body).find_map(|line| match &line.kind {
            Kind::Labelled(Label::Author | Label::Source, _) => at(line, first(line)?),
            _ => None,
        })
    };
    let signed = || {
        let signs = |line: &&Line<'_>| {
            let date = line.dates.first();
            let agency =
                |date: &DateExpression| super::source::agency_beside(line.text, &date.span()).is_some();
            line.kind == Kind::Dated && date.is_some_and(agency)
        };
        tail().iter().rev().find(signs).and_then(|line| at(line, first(line)?))
    };
    // "Karsa, 3 May, IRNA –", and below it a line with the same day and its year.
    let below = || {
        let Kind::Dateline(found) = &head.get(opening?)?.kind else { return None };
        let day = calendar_of(&found.date?.meaning)?;
        let mut lines = head.iter().skip(opening? + 1).filter(|line| line.kind == Kind::Dated);
        lines.find_map(|line| {
            let date = first(line)?;
            let complete = calendar_of(&date.meaning)?;
            (complete.part == day.part && complete.year != Year::Nearest).then(|| at(line, date))?
        })
    };
    labelled(head, Label::Original)
        .or_else(|| labelled(head, Label::Published))
        .or_else(dated)
        .or_else(byline)
        .or_else(dateline)
        .or_else(below)
        .or_else(|| labelled(tail(), Label::Original))
        .or_else(|| labelled(tail(), Label::Published))
        .or_else(signed)
        .or_else(|| labelled(head, Label::Updated))
        .or_else(|| labelled(tail(), Label::Updated))
}

/// The line below the headline with an article's own, earlier day, where the dated line `at` above the headline shows the
/// day on which the page was looked at.
fn below_page_date<'l, 't>(head: &'l [Line<'t>], at: usize) -> Option<&'l Line<'t>> {
    let day = |line: &Line<'_>| first(line)?.meaning.stated();
    let page = day(&head[at])?;
    let rest = head.get(at + 1..)?;
    let headline =
        rest.iter().position(|line| line.kind == Kind::Plain && words_of(line.text).count() >= 3)?;
    let may_date = |line: &&Line<'_>| matches!(line.kind, Kind::Dated | Kind::Labelled(Label::Author, _));
    let above_text =
        rest[headline..].iter().take_while(|line| !matches!(line.kind, Kind::Body | Kind::Dateline(_)));
    let mut own = above_text.filter(may_date);
    own.find(|line| day(line).is_some_and(|own| own.last() < page.first()))
}

/// How much of the text itself stands before a line, in bytes.
fn text_before(head: &[Line<'_>], at: usize) -> usize {
    head[..at]
        .iter()
        .filter(|line| matches!(line.kind, Kind::Body | Kind::Dateline(_)))
        .map(|line| line.text.len())
        .sum()
}

/// Whether a line stands in a quoted letter or document: after a salutation, or inside quotation marks.
fn is_quoted(head: &[Line<'_>], at: usize) -> bool {
    let before = &head[..at];
    let salutation = before.last().is_some_and(|line| line.text.ends_with([',', '،']));
    let (mut opened, mut closed) = (0, 0);
    let date = head[at].dates.first().map_or(0, |date| date.start);
    for text in before.iter().map(|line| line.text).chain([&head[at].text[..date]]) {
        opened += text.matches(['“', '«', '„']).count();
        closed += text.matches(['”', '»']).count();
        // In German the sign that opens elsewhere closes.
        closed += if text.contains('„') { 2 * text.matches('“').count() } else { 0 };
    }
    salutation || opened > closed
}

/// The first date of a line; a complete one before one without a year.
fn first<'l>(line: &'l Line<'_>) -> Option<&'l DateExpression> {
    let has_year =
        |date: &&DateExpression| calendar_of(&date.meaning).is_some_and(|date| date.year != Year::Nearest);
    line.dates.iter().find(has_year).or_else(|| line.dates.first())
}

impl Stated {
    /// The days that the date stands for. `year` is the year of one without; `language` the article's, if
    /// it is known.
    pub fn published(&self, text: &str, year: Option<i16>, language: Option<&str>) -> Option<Published> {
        let range = match self.meaning {
            Meaning::Calendar(date) => match date {
                CalendarDate { year: Year::Nearest, part: YearPart::Day(month, day), .. } => {
                    DateRange::day(Date::new(year?, month, day).ok()?)
                }
                _ => self.meaning.stated()?,
            },
            Meaning::Ambiguous { .. } => self.decided(text, language)?,
            _ => return None,
        };
        let fits = matches!(range.precision(), Precision::Day | Precision::Month) && is_possible(&range);
        let words = text.get(self.at.clone())?.to_owned();
        fits.then(|| Published { range, basis: PublishedBasis::Stated, words, at: Some(self.at.clone()) })
    }

    /// The date with both of its readings, if it has two.
    pub fn undecided(&self, text: &str) -> Option<AmbiguousDate> {
        let Meaning::Ambiguous { day_first, month_first } = self.meaning else { return None };
        let range = |date| Meaning::Calendar(date).stated();
        let words = text.get(self.at.clone())?.to_owned();
        Some(AmbiguousDate { words, day_first: range(day_first)?, month_first: range(month_first)? })
    }

    /// What the text's other dates or its language make of a date that may be read in two ways.
    fn decided(&self, text: &str, language: Option<&str>) -> Option<DateRange> {
        let beginning = clip(text, READ_FOR_ORDER.max(self.at.end));
        let here = |language: Option<&str>| {
            let found = find_dates(beginning, language).into_iter();
            found
                .filter(|date| date.start < self.at.end && self.at.start < date.end)
                .find_map(|date| date.meaning.stated())
        };
        here(None).or_else(|| {
            let labelled = || {
                let line = text[..self.at.start].rfind('\n').map_or(0, |at| at + 1);
                let line = text[line..].trim_start_matches([' ', '*', '#', '_', '|']);
                WORDS.language_of_label(&fold(clip(line, 60)))
            };
            let head = || WORDS.language(clip(text, self.at.end + 120));
            let language =
                language.or_else(labelled).or_else(head).or_else(|| WORDS.language(clip(text, 3_000)));
            language.and_then(|code| here(Some(code)))
        })
    }
}

/// The days that a date written in the data of a file with this text stands for.
pub(super) fn of_metadata(words: &str, text: &str, language: Option<&str>) -> Option<DateRange> {
    let language = language.filter(|language| languages().any(|code| code == *language));
    if let Some(day) = compact_day(words) {
        return Some(DateRange::day(day)).filter(is_possible);
    }
    let found = if language.is_some() { find_dates(words, language) } else { dates_in(words, text, None) };
    let stated = |found: &[DateExpression]| {
        found.iter().find(|date| is_calendar(date)).and_then(|date| date.meaning.stated())
    };
    stated(&found).or_else(|| stated(&dates_in(words, text, language))).filter(is_possible)
}

/// The day of "20140503", "20140503T102000" and "20140503102000".
fn compact_day(words: &str) -> Option<Date> {
    let words = words.trim();
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let is_compact = matches!(digits, 8 | 14) && !words[digits..].starts_with(['.', '/', '-', ',']);
    let number = |range: Range<usize>| words.get(range)?.parse::<i16>().ok();
    let (year, month, day) = is_compact.then(|| Some((number(0..4)?, number(4..6)?, number(6..8)?)))??;
    let is_year = (1900..=2100).contains(&year);
    is_year.then(|| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok())?
}

/// Whether something may have been published then. Years far in the future are of an era that counts more years, such as
/// Nepal’s.
pub(super) fn is_possible(range: &DateRange) -> bool {
    const LATEST: i16 = 2050;
    range.first().year() <= LATEST
}

/// The date in the first address that stands on a line of its own.
pub(super) fn in_address(head: &[Line<'_>]) -> Option<Published> {
    let line = head.iter().find(|line| line.kind == Kind::Address)?;
    super::file_name::published_in_address(line.bare().0)
}
