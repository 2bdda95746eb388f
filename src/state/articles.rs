//! The list of articles: which are shown, in which order, under which headings.
//!
//! Everything is kept with the list and brought up to date when articles or facts change, so that
//! showing it costs the rows in view and no more.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::JobId;
use crate::analysis::timeline::Grain;
use crate::analysis::wording;

use crate::model::{Article, ArticleId, DateRange, ReadState};

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
}

impl Sort {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Date, Self::Title, Self::State, Self::Annotations];

    /// Its name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Title => "title",
            Self::State => "state",
            Self::Annotations => "annotations",
        }
    }

    /// What comes first: as usual, and the other way round.
    pub fn ways(self) -> [&'static str; 2] {
        match self {
            Self::Date => ["Oldest first", "Newest first"],
            Self::Title => ["A to Z", "Z to A"],
            Self::State => ["Unread first", "Done first"],
            Self::Annotations => ["Most first", "Fewest first"],
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

/// An article in the list.
#[derive(Clone, Debug)]
pub struct ArticleRow {
    /// The article.
    pub id: ArticleId,
    /// What is known of it.
    pub article: Arc<Article>,
    /// How far the coder has come with it.
    pub state: ReadState,
    /// How many annotations it has.
    pub annotations: u32,
    /// Whether its file is missing or has changed.
    pub troubled: bool,
    /// Whether the filter lets it through.
    is_hit: bool,
    /// Where its group and, within that, the article itself belong; and how its title begins.
    key: (u32, u32, u64),
}

impl ArticleRow {
    /// A row that the list has not put into its place yet.
    pub fn new(
        id: ArticleId,
        article: Arc<Article>,
        state: ReadState,
        annotations: usize,
        troubled: bool,
    ) -> Self {
        let annotations = u32::try_from(annotations).unwrap_or(u32::MAX);
        Self { id, article, state, annotations, troubled, is_hit: true, key: Default::default() }
    }
}

/// A line of the list, by its place among the groups or the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A heading.
    Group(usize),
    /// An article.
    Article(usize),
}

/// A heading of the list, and the articles under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name: `November 2019`, `archive/afp`.
    pub name: String,
    /// How many articles are under it.
    pub articles: usize,
    /// How many of them are unread.
    pub unread: usize,
    /// Whether they are hidden.
    pub is_closed: bool,
}

/// The list.
#[derive(Debug, Default)]
pub struct ArticleList {
    order: Order,
    /// Every article, in order.
    rows: Vec<ArticleRow>,
    known: HashSet<ArticleId>,
    groups: Vec<Group>,
    lines: Vec<Line>,
    shown: usize,
    unread: usize,
    closed: HashSet<String>,
    /// What was typed to filter by.
    pub filter: String,
    /// The filter that is under way; answers of any other are dropped.
    pub filtering: Option<JobId>,
    /// Whether the filter has given an answer yet; until then the list is as it was.
    pub has_answer: bool,
    /// Articles that have come since the list was made.
    pub(super) arrived: Vec<ArticleId>,
}

impl ArticleList {
    /// An empty list in this order.
    pub fn new(order: Order) -> Self {
        Self { order, ..Self::default() }
    }

    /// Its order.
    pub fn order(&self) -> Order {
        self.order
    }

    /// What is to be seen, from top to bottom.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The article at a place.
    pub fn row(&self, at: usize) -> Option<&ArticleRow> {
        self.rows.get(at)
    }

    /// The heading at a place.
    pub fn group(&self, at: usize) -> Option<&Group> {
        self.groups.get(at)
    }

    /// Every article that the filter lets through, in order, those under closed headings too.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = &ArticleRow> {
        self.rows.iter().filter(|row| row.is_hit)
    }

    /// How many articles the filter lets through.
    pub fn shown_count(&self) -> usize {
        self.shown
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many of all articles are not unread.
    pub fn read_count(&self) -> usize {
        self.rows.len() - self.unread
    }

    /// Where an article stands among the rows.
    fn place(&self, id: ArticleId) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    /// The line of an article; `None` if it is hidden.
    pub fn line_of(&self, id: ArticleId) -> Option<usize> {
        let at = Line::Article(self.place(id)?);
        self.lines.iter().position(|line| *line == at)
    }

    /// The articles after `id` that the filter lets through, nearest first; all of them if it is `None`.
    pub fn after(&self, id: Option<ArticleId>) -> impl Iterator<Item = &ArticleRow> {
        let from = id.and_then(|id| self.place(id)).map_or(0, |at| at + 1);
        self.rows[from..].iter().filter(|row| row.is_hit)
    }

    /// The articles before `id` that the filter lets through, nearest first.
    pub fn before(&self, id: ArticleId) -> impl Iterator<Item = &ArticleRow> {
        let until = self.place(id).unwrap_or(0);
        self.rows[..until].iter().rev().filter(|row| row.is_hit)
    }

    /// Sorts the list by another order.
    pub fn set_order(&mut self, order: Order) {
        if self.order != order {
            self.order = order;
            self.arrange();
        }
    }

    /// Takes in articles that are new or have changed.
    pub fn put(&mut self, rows: Vec<ArticleRow>) {
        let shows_all = self.filter.trim().is_empty();
        let mut changed: HashMap<ArticleId, ArticleRow> = HashMap::new();
        let mut moves = false;
        for mut row in rows {
            if self.known.insert(row.id) {
                row.is_hit = shows_all;
                self.rows.push(row);
                moves = true;
            } else {
                changed.insert(row.id, row);
            }
        }
        if !changed.is_empty() {
            for row in &mut self.rows {
                if let Some(new) = changed.get(&row.id) {
                    moves |= new.article != row.article;
                    moves |= self.order.sort == Sort::State && new.state != row.state;
                    moves |= self.order.sort == Sort::Annotations && new.annotations != row.annotations;
                    *row = ArticleRow { is_hit: row.is_hit, key: row.key, ..new.clone() };
                }
            }
        }
        if moves { self.arrange() } else { self.relist() }
    }

    /// Lets all articles through.
    pub(super) fn clear_filter(&mut self) {
        self.rows.iter_mut().for_each(|row| row.is_hit = true);
        self.relist();
    }

    /// Lets these articles through: those of an earlier answer of the same filter too.
    pub(super) fn let_through(&mut self, hits: &[ArticleId]) {
        let hits: HashSet<ArticleId> = hits.iter().copied().collect();
        let is_more = std::mem::replace(&mut self.has_answer, true);
        for row in &mut self.rows {
            row.is_hit = (is_more && row.is_hit) || hits.contains(&row.id);
        }
        self.relist();
    }

    /// Hides the articles under a heading, or shows them again.
    pub fn toggle(&mut self, group: &str) {
        if !self.closed.remove(group) {
            self.closed.insert(group.to_owned());
        }
        self.relist();
    }

    /// The heading under which an article stands.
    pub fn group_of(&self, id: ArticleId) -> Option<&Group> {
        let row = &self.rows[self.place(id)?];
        let name = group_name(self.order.grouping, &row.article);
        self.groups.iter().find(|group| group.name == name)
    }

    /// Whether so many articles have arrived that the list is worth making anew: of a long list that
    /// still fills, an eighth. The rest comes in when all have been read.
    pub(super) fn wants_arranging(&self) -> bool {
        !self.arrived.is_empty() && self.arrived.len() >= self.rows.len() / 8
    }

    /// Brings every article into its place.
    fn arrange(&mut self) {
        let Order { sort, reversed, grouping } = self.order;
        let folders = match grouping {
            Grouping::Folder => self.folder_ranks(),
            Grouping::None | Grouping::Month => HashMap::new(),
        };
        // Only the groups of a list by date follow its direction.
        let months_back = reversed && sort == Sort::Date;
        let ranks: Vec<u32> = self
            .rows
            .iter()
            .map(|row| match grouping {
                Grouping::None => 0,
                Grouping::Month => month_rank(row.article.published, months_back),
                Grouping::Folder => folders.get(folder(&row.article)).copied().unwrap_or(0),
            })
            .collect();
        for (row, group) in self.rows.iter_mut().zip(ranks) {
            let first = match sort {
                Sort::Date => day_rank(row.article.published, reversed),
                Sort::Title => 0,
                Sort::State => turned(row.state as u32, reversed),
                Sort::Annotations => turned(row.annotations, !reversed),
            };
            row.key = (group, first, beginning(&row.article.title));
        }
        let titles_back = reversed && sort == Sort::Title;
        let rows = &self.rows;
        // What is moved about is small; the rows follow once.
        let mut places: Vec<((u32, u32, u64), usize)> =
            rows.iter().enumerate().map(|(at, row)| (row.key, at)).collect();
        places.par_sort_by(|(a, a_at), (b, b_at)| {
            let title = || a.2.cmp(&b.2).then_with(|| by_title(&rows[*a_at], &rows[*b_at]));
            let title = || if titles_back { title().reverse() } else { title() };
            (a.0, a.1).cmp(&(b.0, b.1)).then_with(title).then_with(|| rows[*a_at].id.cmp(&rows[*b_at].id))
        });
        if places.iter().enumerate().any(|(to, (_, from))| to != *from) {
            self.rows = places.into_iter().map(|(_, at)| rows[at].clone()).collect();
        }
        self.relist();
    }

    fn folder_ranks(&self) -> HashMap<String, u32> {
        let mut folders: Vec<&str> = self.rows.iter().map(|row| folder(&row.article)).collect();
        folders.sort_unstable();
        folders.dedup();
        (0..).zip(folders).map(|(rank, folder)| (folder.to_owned(), rank)).collect()
    }

    /// Makes the lines from the rows.
    fn relist(&mut self) {
        let Self { rows, groups, lines, closed, order, .. } = self;
        groups.clear();
        lines.clear();
        (self.shown, self.unread) = (0, 0);
        let mut of_group = None;
        for (at, row) in rows.iter().enumerate() {
            let is_unread = row.state == ReadState::Unread;
            self.unread += usize::from(is_unread);
            if !row.is_hit {
                continue;
            }
            self.shown += 1;
            if order.grouping == Grouping::None {
                lines.push(Line::Article(at));
                continue;
            }
            if of_group != Some(row.key.0) {
                of_group = Some(row.key.0);
                let name = group_name(order.grouping, &row.article);
                let is_closed = closed.contains(&name);
                lines.push(Line::Group(groups.len()));
                groups.push(Group { name, articles: 0, unread: 0, is_closed });
            }
            if let Some(group) = groups.last_mut() {
                group.articles += 1;
                group.unread += usize::from(is_unread);
                if !group.is_closed {
                    lines.push(Line::Article(at));
                }
            }
        }
    }
}

/// A rank, or the other way round; never that of what is not known.
fn turned(rank: u32, reversed: bool) -> u32 {
    if reversed { u32::MAX - 1 - rank.min(u32::MAX - 1) } else { rank }
}

/// The rank of what is not known: last, either way.
const UNKNOWN: u32 = u32::MAX;

fn day_rank(published: Option<DateRange>, reversed: bool) -> u32 {
    let day = |date: Date| (i32::from(date.year()) + 10_000) * 400 + i32::from(date.day_of_year());
    published.map_or(UNKNOWN, |date| turned(day(date.first()).unsigned_abs(), reversed))
}

/// Months of a year come in their order, after them what is known to the year alone.
fn month_rank(published: Option<DateRange>, reversed: bool) -> u32 {
    let Some(date) = published else { return UNKNOWN };
    let year = (i32::from(date.first().year()) + 10_000) * 16;
    let rank = match month(date) {
        Some(month) => year + i32::from(month),
        None if date.first().year() == date.last().year() => year + 13,
        None => year + 14,
    };
    turned(rank.unsigned_abs(), reversed)
}

fn month(date: DateRange) -> Option<i8> {
    let (first, last) = (date.first(), date.last());
    ((first.year(), first.month()) == (last.year(), last.month())).then_some(first.month())
}

fn group_name(grouping: Grouping, article: &Article) -> String {
    match (grouping, article.published) {
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
        (Grouping::Folder, _) => match folder(article) {
            "" => "The project's folder".to_owned(),
            folder => folder.to_owned(),
        },
    }
}

/// The folder of an article's file.
fn folder(article: &Article) -> &str {
    article.path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The letters and digits of a title in the order in which titles are sorted.
fn letters(title: &str) -> impl Iterator<Item = char> {
    title.chars().skip_while(|letter| !letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// How a title begins, as a number: telling two apart by it is quicker than by their letters.
fn beginning(title: &str) -> u64 {
    let (mut number, mut shift) = (0, u64::BITS);
    for letter in letters(title).take(8) {
        shift -= 8;
        let byte = u8::try_from(letter).unwrap_or(u8::MAX);
        number |= u64::from(byte) << shift;
        // Letters beyond are alike here, so that what follows them says nothing.
        if byte == u8::MAX {
            break;
        }
    }
    number
}

fn by_title(a: &ArticleRow, b: &ArticleRow) -> Ordering {
    letters(&a.article.title).cmp(letters(&b.article.title))
}

#[cfg(test)]
mod tests;
