//! Dates in digits alone: 2014-11-03, 03.11.14, 3/11/2014, 20141103, 2014-11.

use jiff::civil::Date;

use super::captured::calendar_day;
use super::matching::Match;
use super::words::{Gap, Token};
use super::{CalendarDate, Meaning, Year, YearPart};
use crate::model::DateRange;

/// The years that a number of four digits in a date may mean.
const YEARS: std::ops::Range<u32> = 1500..2200;

/// The years of the Buddhist era that a number of four digits in a date may mean: 2557 is 2014.
const BUDDHIST_YEARS: std::ops::Range<u32> = 2470..2603;

/// The date in digits that begins at token `i`. Where the day and the month may be exchanged it is
/// ambiguous unless the day is known to stand first.
pub(super) fn numeric(text: &str, tokens: &[Token], i: usize) -> Option<Match> {
    let separator = |at: usize| {
        let touches = tokens.get(at)?.gap == Gap::None && tokens.get(at + 1)?.gap == Gap::None;
        ['-', '/', '.'].into_iter().find(|sign| touches && tokens[at].is_sign(*sign))
    };
    let touched = (i > 0 && tokens[i].gap == Gap::None).then(|| &tokens[i - 1]);
    let era = era_before(text, tokens, i);
    let first = tokens.get(i)?.number()?;
    // Scripts without spaces write a year right behind a word: 송고시간2020-09-11.
    let is_behind_word = |before: &Token| {
        let last = text.get(..before.end as usize).and_then(|text| text.chars().next_back());
        before.is_word() && first.1 == 4 && last.is_some_and(is_of_east_asia)
    };
    if era.is_none() && touched.is_some_and(|before| !is_opening(before) && !is_behind_word(before)) {
        return None;
    }
    if let Some(found) = east_asian(tokens, i, era) {
        return Some(found);
    }
    if era.is_some() {
        return None;
    }
    if let Some(found) = spaced(tokens, i) {
        return Some(found);
    }
    let sign = separator(i + 1)?;
    let second = tokens.get(i + 2)?.number()?;
    if separator(i + 3) == Some(sign)
        && let Some(third) = tokens.get(i + 4)?.number()
    {
        // 10.12.14.1 is an address of a computer, 14.09.2015-18:21 a day and a time.
        let is_time =
            separator(i + 5) == Some('-') && tokens.get(i + 7).is_some_and(|token| token.is_sign(':'));
        let goes_on = separator(i + 5).is_some()
            && tokens.get(i + 6).is_some_and(|token| token.number().is_some())
            && !is_time;
        let meaning = if goes_on { None } else { three(first, second, third, sign) };
        return meaning.map(|meaning| Match { next: i + 5, meaning: Some(meaning) });
    }
    // 2010-09-CA-078 is the number of a release.
    let next = separator(i + 3);
    let ends = next.is_none() || next != Some(sign) && tokens[i + 4].number().is_none();
    let meaning = ends.then(|| two(first, second, sign))?;
    meaning.map(|meaning| Match { next: i + 3, meaning: Some(meaning) })
}

/// Eras before the number of a year, with the last year before each: that of the Republic of China, and those of Japan.
const ERAS: [(&str, u32); 6] =
    [("民國", 1911), ("民国", 1911), ("令和", 2018), ("平成", 1988), ("昭和", 1925), ("大正", 1911)];

/// The last year before the era whose name touches the number at token `i`.
pub(super) fn era_before(text: &str, tokens: &[Token], i: usize) -> Option<u32> {
    let before =
        tokens.get(i).filter(|token| token.gap == Gap::None).and_then(|_| tokens.get(i.checked_sub(1)?))?;
    let word = text.get(before.start as usize..before.end as usize)?;
    ERAS.iter().find(|(name, _)| word.ends_with(name)).map(|(_, before)| *before)
}

/// 2015年5月6日, 2015년 5월 6일; `era` is the last year before the era that the year is counted in.
fn east_asian(tokens: &[Token], i: usize, era: Option<u32>) -> Option<Match> {
    let number = |at: usize, signs: [char; 2]| {
        let is_sign = signs.iter().any(|sign| tokens.get(at + 1).is_some_and(|token| token.is_sign(*sign)));
        tokens.get(at)?.number().filter(|_| is_sign)
    };
    let (value, digits) = number(i, ['年', '년'])?;
    let year = match era {
        Some(before) if digits <= 3 => Year::Stated(i16::try_from(before + value).ok()?),
        _ => year_of((value, digits))?,
    };
    let month = small(number(i + 2, ['月', '월'])?)?;
    let day = ['日', '号'].into_iter().find_map(|sign| number(i + 4, [sign, '일'])).and_then(small);
    let meaning = match day {
        Some(day) => calendar_day(year, month, day)?,
        None => CalendarDate::new(year, YearPart::Month((1..=12).contains(&month).then_some(month)?, None)),
    };
    let next = if day.is_some() { i + 6 } else { i + 4 };
    Some(Match { next, meaning: Some(Meaning::Calendar(meaning)) })
}

/// "7. 4. 2022": a day and a month with a point and a space behind each.
fn spaced(tokens: &[Token], i: usize) -> Option<Match> {
    let number = |at: usize, gap: Gap| tokens.get(at).filter(|token| at == i || token.gap == gap)?.number();
    let point = |at: usize| tokens.get(at).is_some_and(|token| token.gap == Gap::None && token.is_sign('.'));
    let (first, second, third) =
        (number(i, Gap::Space)?, number(i + 2, Gap::Space)?, number(i + 4, Gap::Space)?);
    let fits = first.1 <= 2 && second.1 <= 2 && third.1 == 4 && point(i + 1) && point(i + 3);
    let meaning = fits.then(|| three(first, second, third, '.'))??;
    Some(Match { next: i + 5, meaning: Some(meaning) })
}

/// Whether a letter is Chinese, Japanese or Korean.
fn is_of_east_asia(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn is_opening(token: &Token) -> bool {
    ['(', '[', '"', '“', '«', '|', ':', '·', '–', '•', '<', '>', '*', '_', '=']
        .into_iter()
        .any(|sign| token.is_sign(sign))
}

type Digits = (u32, u8);

fn year_of((value, digits): Digits) -> Option<Year> {
    match digits {
        4 if YEARS.contains(&value) => Some(Year::Stated(i16::try_from(value).ok()?)),
        4 if BUDDHIST_YEARS.contains(&value) => Some(Year::Stated(i16::try_from(value - 543).ok()?)),
        2 => Some(Year::Short(i8::try_from(value).ok()?)),
        _ => None,
    }
}

fn small((value, digits): Digits) -> Option<i8> {
    (digits <= 2).then(|| i8::try_from(value).ok()).flatten()
}

fn three(first: Digits, second: Digits, third: Digits, sign: char) -> Option<Meaning> {
    if first.1 == 4 {
        let day = calendar_day(year_of(first)?, small(second)?, small(third)?)?;
        return Some(Meaning::Calendar(day));
    }
    let year = year_of(third)?;
    // 3-5-14 is as likely a result as a date.
    if matches!(year, Year::Short(_)) && sign == '-' && first.1 + second.1 < 4 {
        return None;
    }
    let (first, second) = (small(first)?, small(second)?);
    let (day_first, month_first) = (calendar_day(year, second, first), calendar_day(year, first, second));
    match (day_first, month_first) {
        // With points the day stands first everywhere.
        (Some(day_first), _) if sign == '.' || first == second => Some(Meaning::Calendar(day_first)),
        (Some(day_first), Some(month_first)) => Some(Meaning::Ambiguous { day_first, month_first }),
        (Some(day), None) => Some(Meaning::Calendar(day)),
        (None, Some(day)) if sign != '.' => Some(Meaning::Calendar(day)),
        _ => None,
    }
}

/// A month, or two years: 2021-11, 11/2021, 2013-14, 1990-1995.
fn two(first: Digits, second: Digits, sign: char) -> Option<Meaning> {
    let month = |year: Digits, month: Digits| {
        let month = small(month)
            .filter(|n| (1..=12).contains(n) && month.1 == 2 || sign == '/' && (1..=12).contains(n))?;
        let year @ Year::Stated(_) = year_of(year)? else { return None };
        Some(Meaning::Calendar(CalendarDate::new(year, YearPart::Month(month, None))))
    };
    let years = |last: i16| {
        let Year::Stated(first) = year_of(first)? else { return None };
        let whole = |year| CalendarDate::new(Year::Stated(year), YearPart::Whole(None));
        let plausible = (1800..2100).contains(&first) && first < last && last < first + 100;
        plausible.then(|| Meaning::Span(whole(first), whole(last), crate::model::Precision::Range))
    };
    match (first.1, second.1) {
        (4, 4) if sign != '.' => years(i16::try_from(second.0).ok()?),
        (4, 2) if sign != '.' => {
            let century = i16::try_from(first.0 / 100 * 100).ok()?;
            let last = century + i16::try_from(second.0).ok()?;
            // 2011-12 may be the month too; in a sentence it is rather the two years.
            let next_year = second.0 == (first.0 + 1) % 100;
            if next_year { years(last) } else { month(first, second).or_else(|| years(last)) }
        }
        (1 | 2, 4) if sign == '/' => month(second, first),
        _ => None,
    }
}

/// A date that is all of `text`, in digits: 2023-08, 20230828, 2023, 2023-08-28.
pub fn date_in_digits(text: &str) -> Option<DateRange> {
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty();
    let day = |year: &str, month: &str, day: &str| {
        let fits = year.len() == 4 && matches!(month.len(), 1 | 2) && matches!(day.len(), 1 | 2);
        let all = fits && [year, month, day].into_iter().all(digits);
        all.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok())?
    };
    let text = text.trim();
    if digits(text) && text.len() == 8 {
        return day(&text[..4], &text[4..6], &text[6..]).map(DateRange::day);
    }
    if digits(text) && text.len() == 4 {
        return day(text, "1", "1").map(DateRange::year);
    }
    let parts = text.split(['-', '/']).collect::<Vec<_>>();
    match parts.as_slice() {
        [year, month, last] => day(year, month, last).map(DateRange::day),
        [year, month] if year.len() == 4 => day(year, month, "1").map(DateRange::month),
        [month, year] => day(year, month, "1").map(DateRange::month),
        _ => None,
    }
}
