//! Where dates stand in a text.

use std::sync::LazyLock;

use super::forms::{Hit, calendar_at};
use super::names::{month_at, weekday_at};
use super::{DateWords, Reading, Relative};
use crate::lexicon::numeral::numeral_at;
use crate::lexicon::phrases::Phrases;
use crate::lexicon::token::Tokens;

/// Every date in `text`, in order, without overlaps: calendar dates, dates relative to the article
/// and dates relative to another event. Dates that do not exist are none.
pub fn dates(text: &str) -> Vec<DateWords> {
    dates_in(&Tokens::of(text))
}

pub(in crate::lexicon) fn dates_in(tokens: &Tokens<'_>) -> Vec<DateWords> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let Some((hit, is_past)) = date_at(tokens, i) else {
            i += 1;
            continue;
        };
        if is_past {
            let as_written = tokens.list[i].range.start..hit.end;
            found.push(DateWords { as_written, reading: hit.reading });
        }
        i = hit.next;
    }
    found
}

/// The date at word `i`, and whether it can be in the past ("next Monday" cannot).
fn date_at(tokens: &Tokens<'_>, i: usize) -> Option<(Hit, bool)> {
    let hit = ago(tokens, i)
        .or_else(|| from_other(tokens, i))
        .or_else(|| phrase(tokens, i))
        .or_else(|| calendar_at(tokens, i))
        .or_else(|| weekday(tokens, i))
        .or_else(|| last_month_name(tokens, i))?;
    let to_come = tokens.is(i.wrapping_sub(1), &["next", "coming"])
        || tokens.joined(hit.next - 1) && tokens.is(hit.next, &["prochain", "next", "المقبل", "القادم"]);
    Some((hit, !to_come))
}

const DAY: i32 = 1;

static PHRASES: LazyLock<Phrases<Reading>> = LazyLock::new(|| {
    use Relative::{DaysAgo, MonthsAgo, Overnight, Week, Weekend, YearsAgo};
    let relative = [
        (
            "today|tonight|this morning|this afternoon|this evening|aujourd'hui|ce matin|cet après-midi|ce soir|اليوم",
            DaysAgo(0),
        ),
        (
            "yesterday|yesterday morning|yesterday afternoon|yesterday evening|yesterday night|last night|last evening|\
          hier|hier matin|hier après-midi|hier soir|la nuit dernière|أمس|البارحة",
            DaysAgo(1),
        ),
        ("the day before yesterday|day before yesterday|avant-hier|أول أمس", DaysAgo(2)),
        ("overnight|dans la nuit", Overnight),
        ("this week|earlier this week|cette semaine|هذا الأسبوع", Week(0)),
        (
            "last week|earlier last week|late last week|the past week|la semaine dernière|la semaine passée|الأسبوع الماضي",
            Week(1),
        ),
        (
            "over the weekend|at the weekend|this weekend|last weekend|the weekend|ce week-end|le week-end dernier",
            Weekend,
        ),
        ("this month|earlier this month|late this month|ce mois-ci|ce mois|هذا الشهر", MonthsAgo(0)),
        (
            "last month|late last month|early last month|earlier last month|le mois dernier|le mois passé|الشهر الماضي",
            MonthsAgo(1),
        ),
        ("this year|earlier this year|cette année|هذا العام", YearsAgo(0)),
        (
            "last year|late last year|early last year|earlier last year|l'an dernier|l'an passé|l'année dernière|l'année passée|العام الماضي",
            YearsAgo(1),
        ),
    ];
    let other = [
        ("the day before|the previous day|the night before|la veille|la veille au soir", -DAY),
        ("the next day|the following day|the day after|le lendemain|lendemain", DAY),
        ("the same day|that same day|le même jour|ce même jour|ce jour-là", 0),
        ("l'avant-veille", -2),
        ("le surlendemain", 2),
    ];
    let relative = relative.into_iter().map(|(words, r)| (words, Reading::Relative(r)));
    Phrases::new(relative.chain(other.into_iter().map(|(words, days)| (words, Reading::FromOther { days }))))
});

fn phrase(tokens: &Tokens<'_>, i: usize) -> Option<Hit> {
    let (words, reading) = PHRASES.at(tokens, i)?;
    let last = i + words - 1;
    // "hier" is German for "here", and "dans la nuit de lundi" says which night.
    let says_which = tokens.word(last) == "nuit" && tokens.is(last + 1, &["de", "du"]);
    (!says_which).then(|| Hit::through(tokens, last, reading))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "day" | "days" | "night" | "nights" | "jour" | "jours" | "ايام" | "يوم" | "يوما" => {
            Unit::Day
        }
        "week" | "weeks" | "semaine" | "semaines" | "اسابيع" | "اسبوع" => Unit::Week,
        "month" | "months" | "mois" | "اشهر" | "شهر" | "شهرا" => Unit::Month,
        "year" | "years" | "an" | "ans" | "annees" | "سنوات" | "سنه" | "عام" | "عاما" => {
            Unit::Year
        }
        _ => return None,
    })
}

/// "two days", "a week", "36 ans": how many of what, and the last word.
fn span_of_time(tokens: &Tokens<'_>, i: usize) -> Option<(i32, Unit, usize)> {
    let (count, words) = match numeral_at(tokens, i) {
        Some(numeral) => (i32::try_from(numeral.value).ok()?, numeral.words),
        None if tokens.is(i, &["a", "an", "one", "un", "une"]) => (1, 1),
        None => return None,
    };
    let last = i + words;
    let unit = unit(tokens.word(last)).filter(|_| tokens.joined(last - 1))?;
    (1..=10_000).contains(&count).then_some((count, unit, last))
}

/// "two days ago", "36 years ago", "il y a deux jours", "قبل يومين".
fn ago(tokens: &Tokens<'_>, i: usize) -> Option<Hit> {
    let french = tokens.is(i, &["il"]) && tokens.is(i + 1, &["y"]) && tokens.is(i + 2, &["a"]);
    let arabic = tokens.is(i, &["قبل"]);
    if arabic && tokens.is(i + 1, &["يومين"]) {
        return Some(Hit::through(tokens, i + 1, Reading::Relative(Relative::DaysAgo(2))));
    }
    let start = if french {
        i + 3
    } else if arabic {
        i + 1
    } else {
        i
    };
    let (count, unit, mut last) = span_of_time(tokens, start)?;
    if !french && !arabic {
        last += 1;
        if !tokens.joined(last - 1) || !tokens.is(last, &["ago"]) {
            return None;
        }
    }
    let relative = match unit {
        Unit::Day => Relative::DaysAgo(count),
        Unit::Week => Relative::WeeksAgo(count),
        Unit::Month => Relative::MonthsAgo(count),
        Unit::Year => Relative::YearsAgo(count),
    };
    Some(Hit::through(tokens, last, Reading::Relative(relative)))
}

/// "five days earlier", "two weeks later", "the day before the attack", "trois jours plus tôt".
/// Months and years from another event are too coarse to count in days, and are not read.
fn from_other(tokens: &Tokens<'_>, i: usize) -> Option<Hit> {
    let (count, unit, last) = span_of_time(tokens, i)?;
    let days = match unit {
        Unit::Day => count,
        Unit::Week => count.checked_mul(7)?,
        Unit::Month | Unit::Year => return None,
    };
    if !tokens.joined(last) {
        return None;
    }
    let (sign, words) = match (tokens.word(last + 1), tokens.word(last + 2)) {
        ("earlier" | "before" | "previously" | "avant" | "auparavant", _) => (-1, 1),
        ("later" | "after" | "afterwards" | "apres", _) => (1, 1),
        ("plus", "tot") => (-1, 2),
        ("plus", "tard") => (1, 2),
        _ => return None,
    };
    Some(Hit::through(tokens, last + words, Reading::FromOther { days: sign * days }))
}

/// "Monday", "last Friday", "Monday evening", "lundi soir", "vendredi dernier".
fn weekday(tokens: &Tokens<'_>, i: usize) -> Option<Hit> {
    let said_last = tokens.is(i, &["last", "past"]) && tokens.joined(i);
    let at = if said_last { i + 1 } else { i };
    let weekday = weekday_at(tokens, at)?;
    let mut last = at;
    let mut before = said_last;
    let parts = ["morning", "afternoon", "evening", "night", "matin", "soir", "midi", "après"];
    while tokens.joined(last) {
        if tokens.is(last + 1, &parts) {
            last += 1;
        } else if tokens.is(last + 1, &["apres"]) && tokens.is(last + 2, &["midi"]) {
            last += 2;
        } else if tokens.is(last + 1, &["dernier", "الماضي"])
            || tokens.is(last + 1, &["last"]) && ends_phrase(tokens, last + 1)
        {
            last += 1;
            before = true;
        } else {
            break;
        }
    }
    Some(Hit::through(tokens, last, Reading::Relative(Relative::Weekday { weekday, before })))
}

/// Whether nothing of the same phrase follows word `i`: "on Friday last, …", not "Friday last year".
fn ends_phrase(tokens: &Tokens<'_>, i: usize) -> bool {
    !tokens.joined(i)
}

/// "last August".
fn last_month_name(tokens: &Tokens<'_>, i: usize) -> Option<Hit> {
    if !tokens.is(i, &["last"]) || !tokens.joined(i) {
        return None;
    }
    let (words, month) = month_at(tokens, i + 1).filter(|(_, month)| month.alone)?;
    let reading = Reading::Relative(Relative::Month { month: month.number, before: true });
    Some(Hit::through(tokens, i + words, reading))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::resolve;
    use super::*;
    use crate::model::date::DateRange;

    /// Each date in `text` as "words = days", read on Tuesday 29 August 2023.
    fn read(text: &str) -> Vec<String> {
        let published = DateRange::day(date(2023, 8, 29));
        dates(text)
            .into_iter()
            .map(|d| {
                let days = match d.reading {
                    Reading::FromOther { days } => format!("{days:+}"),
                    reading => resolve(&reading, Some(&published)).map_or("?".into(), |(r, _)| r.to_string()),
                };
                format!("{} = {days}", &text[d.as_written])
            })
            .collect()
    }

    #[test]
    fn calendar_dates() {
        for (text, expected) in [
            ("on 2023-08-28.", "2023-08-28 = 2023-08-28"),
            ("Published: 2016-04-13T09:12:00Z", "2016-04-13 = 2016-04-13"),
            ("le 28 août 2023", "28 août 2023 = 2023-08-28"),
            ("Mardi 28 août 2023 à 14h05", "Mardi 28 août 2023 = 2023-08-28"),
            ("Aug. 28, 2023", "Aug. 28, 2023 = 2023-08-28"),
            ("Monday, August 28th, 2023", "Monday, August 28th, 2023 = 2023-08-28"),
            ("the 28th of August, 2023", "28th of August, 2023 = 2023-08-28"),
            ("07 January, 2020", "07 January, 2020 = 2020-01-07"),
            ("le 1er janvier 2021", "1er janvier 2021 = 2021-01-01"),
            ("28/08/2023", "28/08/2023 = 2023-08-28"),
            ("08/28/2023", "08/28/2023 = 2023-08-28"),
            ("03/04/2023", "03/04/2023 = 2023-04-03"),
            ("28.08.2023", "28.08.2023 = 2023-08-28"),
            ("3/4/23", "3/4/23 = 2023-04-03"),
            ("1-3 January 2020", "1-3 January 2020 = 2020-01-01 to 2020-01-03"),
            ("du 1er au 3 janvier 2020", "1er au 3 janvier 2020 = 2020-01-01 to 2020-01-03"),
            ("January 1-3, 2020", "January 1-3, 2020 = 2020-01-01 to 2020-01-03"),
            ("in August 2023", "August 2023 = 2023-08"),
            ("En août 2022", "août 2022 = 2022-08"),
            ("the third quarter of 2020", "third quarter of 2020 = 2020 Q3"),
            ("Q3 2020", "Q3 2020 = 2020 Q3"),
            ("au troisième trimestre 2020", "troisième trimestre 2020 = 2020 Q3"),
            ("since 2013", "2013 = 2013"),
            ("depuis 2013", "2013 = 2013"),
            ("the 2016 operation", "2016 = 2016"),
            ("Serval (2013)", "2013 = 2013"),
            ("between 2014 and 2017", "2014 and 2017 = 2014-01-01 to 2017-12-31"),
            ("in 1990-1991", "1990-1991 = 1990-01-01 to 1991-12-31"),
            ("in 2013-14", "2013-14 = 2013-01-01 to 2014-12-31"),
            ("٢٨ أغسطس ٢٠٢٣", "٢٨ أغسطس ٢٠٢٣ = 2023-08-28"),
            ("في ٢ كانون الثاني ٢٠٢١", "٢ كانون الثاني ٢٠٢١ = 2021-01-02"),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn dates_beside_the_article() {
        for (text, expected) in [
            ("killed in Iraq on Monday during", "Monday = 2023-08-28"),
            ("on Tuesday", "Tuesday = 2023-08-29"),
            ("Monday's deaths", "Monday = 2023-08-28"),
            ("last Tuesday", "last Tuesday = 2023-08-22"),
            ("mardi dernier", "mardi dernier = 2023-08-22"),
            ("reported on Monday evening that", "Monday evening = 2023-08-28"),
            ("lundi après-midi", "lundi après-midi = 2023-08-28"),
            ("On January 2, two soldiers", "January 2 = 2023-01-02"),
            ("Le 2 janvier, deux soldats", "2 janvier = 2023-01-02"),
            ("On Sunday, Dec. 25,", "Sunday, Dec. 25 = 2022-12-25"),
            ("on 29 February", "29 February = 2020-02-29"),
            ("killed in Iraq in August, one", "August = 2023-08"),
            ("en août", "août = 2023-08"),
            ("confirmed in March that", "March = 2023-03"),
            ("published in July", "July = 2023-07"),
            ("last August", "last August = 2022-08"),
            ("en décembre dernier", "décembre dernier = 2022-12"),
            ("Parly said yesterday.", "yesterday = 2023-08-28"),
            ("avant-hier soir", "avant-hier = 2023-08-27"),
            ("this month to three", "this month = 2023-08"),
            ("earlier this month", "earlier this month = 2023-08"),
            ("last month", "last month = 2023-07"),
            ("l'an dernier", "l'an dernier = 2022"),
            ("earlier this year", "earlier this year = 2023"),
            ("last week", "last week = 2023-08-21 to 2023-08-27"),
            ("over the weekend", "over the weekend = 2023-08-26 to 2023-08-27"),
            ("two days ago", "two days ago = 2023-08-27"),
            ("il y a deux jours", "il y a deux jours = 2023-08-27"),
            ("a week ago", "a week ago = 2023-08-19 to 2023-08-25"),
            ("an attack in Beirut 36 years ago when", "36 years ago = 1987"),
            ("il y a un an", "il y a un an = 2022"),
            ("قتل أمس", "أمس = 2023-08-28"),
            ("يوم الاثنين الماضي", "الاثنين الماضي = 2023-08-28"),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn dates_beside_another_event() {
        for (text, expected) in [
            ("Five days earlier, three soldiers", "Five days earlier = -5"),
            ("two weeks later", "two weeks later = +14"),
            ("the day before", "the day before = -1"),
            ("a day earlier", "a day earlier = -1"),
            ("the following day", "the following day = +1"),
            ("cinq jours plus tôt", "cinq jours plus tôt = -5"),
            ("trois jours après l'attaque", "trois jours après = +3"),
            ("la veille", "la veille = -1"),
            ("the same day", "the same day = +0"),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "31 February 2021",
            "30/02/2021",
            "2021-13-01",
            "next Monday",
            "lundi prochain",
            "tomorrow",
            "they may march on",
            "May Martin said",
            "2000 soldiers",
            "for eight years",
            "the 1980s",
            "version 2.10.4",
            "7th Battalion",
            "for more than five hours",
            "sept soldats",
            "a March on the city",
            "6-8 soldiers",
            "two months later",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
        assert_eq!(read("by the end of 2021"), ["2021 = 2021"]);
    }

    proptest! {
        #[test]
        fn ranges_are_in_order_and_on_characters(text in r"(\PC|[0-9]{1,4}|[ /.,\-]|janvier|January|Monday|août|ago|days|أمس|Q3|last|2020|T09){0,40}") {
            let mut end = 0;
            for found in dates(&text) {
                prop_assert!(found.as_written.start >= end && found.as_written.start < found.as_written.end);
                prop_assert!(text.get(found.as_written.clone()).is_some());
                end = found.as_written.end;
                let _ = resolve(&found.reading, Some(&DateRange::month(date(2020, 2, 3))));
            }
        }
    }
}
