//! By what the list of articles is sorted and grouped, and the numbers that this comes to.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use tollbook_core::analysis::timeline::Grain;
use tollbook_core::analysis::wording;
use tollbook_core::model::DateRange;

use crate::library::KnownArticle;

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// By publication date; undated articles last.
    #[default]
    Date,
    /// By title.
    Title,
    /// Unread first, then read, then done.
    State,
    /// Most annotations first.
    Annotations,
    /// Those that most certainly state casualties first.
    Casualties,
}

impl Sort {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Date, Self::Title, Self::State, Self::Annotations, Self::Casualties];

    /// Its name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Title => "title",
            Self::State => "state",
            Self::Annotations => "annotations",
            Self::Casualties => "casualties stated",
        }
    }

    /// What comes first: as usual, and the other way round.
    pub fn ways(self) -> [&'static str; 2] {
        match self {
            Self::Date => ["Oldest first", "Newest first"],
            Self::Title => ["A to Z", "Z to A"],
            Self::State => ["Unread first", "Done first"],
            Self::Annotations => ["Most first", "Fewest first"],
            Self::Casualties => ["Most certain first", "Least certain first"],
        }
    }
}

/// What the list has headings for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grouping {
    /// Nothing.
    #[default]
    None,
    /// The month of publication.
    Month,
    /// The folder of the file.
    Folder,
}

impl Grouping {
    /// Every one, with its name.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::None, "No groups"), (Self::Month, "By month"), (Self::Folder, "By folder")];
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Order {
    /// What it is sorted by.
    pub sort: Sort,
    /// Whether that is the other way round.
    pub reversed: bool,
    /// What it has headings for.
    pub grouping: Grouping,
}

/// What an article is sorted and grouped by, as numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Key {
    /// The first day of its publication date, and its month.
    pub day: u32,
    pub month: u32,
    /// Its folder, by its place among those that are known.
    pub folder: u32,
    /// How its title begins, in two halves, which take less room than one number.
    pub title: [u32; 2],
}

impl Key {
    /// Of an article whose folder the list has not looked up yet.
    pub fn from_article(article: &KnownArticle) -> Self {
        let published = article.published();
        let (day, month) = (day_rank(published), month_rank(published));
        Self { day, month, folder: 0, title: beginning(article.title()) }
    }
}

/// A rank, or the other way round; what is not known stays last.
pub(super) fn turned(rank: u32, reversed: bool) -> u32 {
    if reversed && rank != UNKNOWN { UNKNOWN - 1 - rank } else { rank }
}

/// The rank of what is not known: last, either way.
const UNKNOWN: u32 = u32::MAX;

fn day_rank(published: Option<DateRange>) -> u32 {
    let day = |date: Date| (i32::from(date.year()) + 10_000) * 400 + i32::from(date.day_of_year());
    published.map_or(UNKNOWN, |date| day(date.first()).unsigned_abs())
}

/// Months of a year come in their order, after them what is known to the year alone.
fn month_rank(published: Option<DateRange>) -> u32 {
    let Some(date) = published else { return UNKNOWN };
    let year = (i32::from(date.first().year()) + 10_000) * 16;
    let rank = match month(date) {
        Some(month) => year + i32::from(month),
        None if date.first().year() == date.last().year() => year + 13,
        None => year + 14,
    };
    rank.unsigned_abs()
}

fn month(date: DateRange) -> Option<i8> {
    let (first, last) = (date.first(), date.last());
    ((first.year(), first.month()) == (last.year(), last.month())).then_some(first.month())
}

pub(super) fn group_name(grouping: Grouping, article: &KnownArticle) -> String {
    match (grouping, article.published()) {
        (Grouping::None, _) => String::new(),
        (Grouping::Month, None) => "No date".to_owned(),
        (Grouping::Month, Some(date)) => {
            let (first, last) = (date.first().year(), date.last().year());
            if month(date).is_some() {
                wording::period(Grain::Month.period(date.first()))
            } else if first == last {
                format!("{first}, month not known")
            } else {
                format!("From {first}, year not known")
            }
        }
        (Grouping::Folder, _) => match article.folder() {
            "" => "The project's folder".to_owned(),
            folder => folder.to_owned(),
        },
    }
}

/// The letters and digits of a title in the order in which titles are sorted.
pub(super) fn letters(title: &str) -> impl Iterator<Item = char> {
    title.chars().skip_while(|letter| !letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// How a title begins, as a number: telling two apart by it is quicker than by their letters.
fn beginning(title: &str) -> [u32; 2] {
    let (mut number, mut shift) = (0_u64, u64::BITS);
    for letter in letters(title).take(8) {
        shift -= 8;
        let byte = u8::try_from(letter).unwrap_or(u8::MAX);
        number |= u64::from(byte) << shift;
        // Letters beyond are alike here, so that what follows them says nothing.
        if byte == u8::MAX {
            break;
        }
    }
    [(number >> 32) as u32, number as u32]
}
