//! Names of months and weekdays in English, French and Arabic.

use std::sync::LazyLock;

use jiff::civil::Weekday;

use crate::lexicon::phrases::Phrases;
use crate::lexicon::token::Tokens;

/// A month's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Month {
    /// 1 to 12.
    pub number: i8,
    /// Whether the name may stand for a month without a day or a year beside it: "Jan", "sept" and
    /// "mar" are other words too.
    pub alone: bool,
}

const MONTHS: [(&str, &str); 12] = [
    ("january|janvier|يناير|كانون الثاني|جانفي", "jan|janv"),
    ("february|février|فبراير|شباط|فيفري", "feb|févr|fév|fevr"),
    ("march|mars|مارس|آذار", "mar"),
    ("april|avril|أبريل|إبريل|نيسان|أفريل", "apr|avr"),
    ("may|mai|مايو|أيار", ""),
    ("june|juin|يونيو|حزيران|جوان", "jun"),
    ("july|juillet|يوليو|تموز|جويلية", "jul|juil"),
    ("august|août|أغسطس", "aug|آب|أوت"),
    ("september|septembre|سبتمبر|أيلول", "sep|sept"),
    ("october|octobre|أكتوبر|تشرين الأول", "oct"),
    ("november|novembre|نوفمبر|تشرين الثاني", "nov"),
    ("december|décembre|ديسمبر|كانون الأول", "dec|déc"),
];

/// Full names; abbreviations that stand only inside a written-out date ("Mon. 5 May", "lun. 5 mai").
const WEEKDAYS: [(Weekday, &str, &str); 7] = [
    (Weekday::Monday, "monday|lundi|الاثنين|الإثنين", "mon|lun"),
    (Weekday::Tuesday, "tuesday|mardi|الثلاثاء", "tue|tues|mar"),
    (Weekday::Wednesday, "wednesday|mercredi|الأربعاء", "wed|weds|mer"),
    (Weekday::Thursday, "thursday|jeudi|الخميس", "thu|thur|thurs|jeu"),
    (Weekday::Friday, "friday|vendredi|الجمعة", "fri|ven"),
    (Weekday::Saturday, "saturday|samedi|السبت", "sat|sam"),
    (Weekday::Sunday, "sunday|dimanche|الأحد", "sun|dim"),
];

static MONTH_NAMES: LazyLock<Phrases<Month>> = LazyLock::new(|| {
    let rows = (1..).zip(MONTHS).flat_map(|(number, (full, short))| {
        [(full, Month { number, alone: true }), (short, Month { number, alone: false })]
    });
    Phrases::new(rows)
});

static WEEKDAY_NAMES: LazyLock<Phrases<(Weekday, bool)>> = LazyLock::new(|| {
    let rows =
        WEEKDAYS.into_iter().flat_map(|(day, full, short)| [(full, (day, true)), (short, (day, false))]);
    Phrases::new(rows)
});

/// The month named at word `i`, and the name's length in words.
pub(super) fn month_at(tokens: &Tokens<'_>, i: usize) -> Option<(usize, Month)> {
    MONTH_NAMES.at(tokens, i)
}

/// The weekday named in full at word `i`.
pub(super) fn weekday_at(tokens: &Tokens<'_>, i: usize) -> Option<Weekday> {
    WEEKDAY_NAMES.at(tokens, i).filter(|(_, (_, full))| *full).map(|(_, (day, _))| day)
}

/// Whether a weekday is named at word `i`, in full or in short.
pub(super) fn is_weekday(tokens: &Tokens<'_>, i: usize) -> bool {
    WEEKDAY_NAMES.at(tokens, i).is_some()
}

/// The day of the month at word `i`: "2", "02", "2nd", "28th", "1er".
pub(super) fn day_at(tokens: &Tokens<'_>, i: usize) -> Option<i8> {
    let word = tokens.word(i);
    let digits =
        ["st", "nd", "rd", "th", "er", "ere"].iter().find_map(|s| word.strip_suffix(s)).unwrap_or(word);
    let plain = matches!(digits.len(), 1 | 2) && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

/// The year at word `i`: four digits, 1900 to 2100. Newspapers speak of no others without saying so.
pub(super) fn year_at(tokens: &Tokens<'_>, i: usize) -> Option<i16> {
    let word = tokens.word(i);
    let plain = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| word.parse().ok()).flatten().filter(|year| (1900..=2100).contains(year))
}
