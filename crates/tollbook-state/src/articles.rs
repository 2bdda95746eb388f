//! The list of articles: which are shown, in which order, under which headings.
//!
//! Everything is kept with the list and brought up to date when articles or facts change, so that
//! showing it costs the rows in view and no more.

mod order;

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

pub use self::order::{Grouping, Order, Sort};
use self::order::{Key, group_name, letters, turned};
use super::JobId;
use super::library::KnownArticle;
use tollbook_core::growth::make_room;
use tollbook_core::model::{ArticleId, ReadState};
use tollbook_core::resolution::TRIAGE;

/// What is wrong with the file of an article that the project knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileTrouble {
    /// It is no longer in the folder.
    Missing,
    /// It has another text than the one that is annotated.
    Changed,
}

impl FileTrouble {
    /// How the list names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "file missing",
            Self::Changed => "file changed",
        }
    }
}

/// An article in the list.
#[derive(Clone, Debug)]
pub struct ArticleRow {
    /// The article.
    pub id: ArticleId,
    /// What is known of it.
    pub article: KnownArticle,
    /// How far the coder has come with it.
    pub state: ReadState,
    /// How many annotations it has.
    pub annotations: u32,
    /// What is wrong with its file, if anything.
    pub trouble: Option<FileTrouble>,
    /// How likely it is that it states casualties, in percent; `None` before it was read for suggestions.
    pub casualties: Option<u8>,
    /// Whether the filter lets it through.
    is_hit: bool,
    /// What the list is sorted and grouped by, so that sorting looks up no article.
    key: Key,
}

impl ArticleRow {
    /// A row that the list has not put into its place yet.
    pub fn new(
        id: ArticleId,
        article: KnownArticle,
        state: ReadState,
        annotations: usize,
        trouble: Option<FileTrouble>,
        casualties: Option<u8>,
    ) -> Self {
        let annotations = u32::try_from(annotations).unwrap_or(u32::MAX);
        let key = Key::from_article(&article);
        Self { id, article, state, annotations, trouble, casualties, is_hit: true, key }
    }
}

impl ArticleRow {
    /// Whether it states casualties, as far as is known: an article that was not read yet may.
    pub fn may_state_casualties(&self) -> bool {
        self.casualties.is_none_or(|percent| percent >= TRIAGE)
    }

    fn is_shown(&self, only_casualties: bool) -> bool {
        self.is_hit && (!only_casualties || self.may_state_casualties())
    }
}

/// A line of the list, by its place among the groups or the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A heading.
    Group(u32),
    /// An article.
    Article(u32),
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
    /// Every article, as they came, and their places in the order of their ids.
    rows: Vec<ArticleRow>,
    known: Vec<u32>,
    /// The folders of their files, as they came.
    folders: HashMap<String, u32>,
    /// The rows in the order of their titles, which every order falls back upon.
    by_title: Vec<u32>,
    /// The rows in order.
    sorted: Vec<u32>,
    groups: Vec<Group>,
    lines: Vec<Line>,
    shown: usize,
    unread: usize,
    closed: HashSet<String>,
    /// What was typed to filter by.
    pub filter: String,
    /// Whether only articles are shown that state casualties, or may do so.
    only_casualties: bool,
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
    pub fn row(&self, at: u32) -> Option<&ArticleRow> {
        self.sorted.get(at as usize).map(|row| &self.rows[*row as usize])
    }

    /// The heading at a place.
    pub fn group(&self, at: u32) -> Option<&Group> {
        self.groups.get(at as usize)
    }

    /// Every article that the filter lets through, in order, those under closed headings too.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = &ArticleRow> {
        self.hits(&self.sorted)
    }

    fn hits<'a>(&'a self, some: &'a [u32]) -> impl DoubleEndedIterator<Item = &'a ArticleRow> {
        some.iter().map(|row| &self.rows[*row as usize]).filter(|row| row.is_shown(self.only_casualties))
    }

    /// Whether only articles are shown that state casualties, or may do so.
    pub fn shows_only_casualties(&self) -> bool {
        self.only_casualties
    }

    /// Shows only articles that state casualties, or all again.
    pub(super) fn show_only_casualties(&mut self, only: bool) {
        if std::mem::replace(&mut self.only_casualties, only) != only {
            self.relist();
        }
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

    /// The number of an article's row.
    fn number(&self, id: ArticleId) -> Option<u32> {
        let at = self.known.binary_search_by_key(&id, |row| self.rows[*row as usize].id).ok()?;
        self.known.get(at).copied()
    }

    /// Where an article stands among the rows.
    fn place(&self, id: ArticleId) -> Option<usize> {
        let row = self.number(id)?;
        self.sorted.iter().position(|known| *known == row)
    }

    /// The line of an article; `None` if it is hidden.
    pub fn line_of(&self, id: ArticleId) -> Option<usize> {
        let at = Line::Article(u32::try_from(self.place(id)?).ok()?);
        self.lines.iter().position(|line| *line == at)
    }

    /// The articles after `id` that the filter lets through, nearest first; all of them if it is `None`.
    pub fn after(&self, id: Option<ArticleId>) -> impl Iterator<Item = &ArticleRow> {
        let from = id.and_then(|id| self.place(id)).map_or(0, |at| at + 1);
        self.hits(&self.sorted[from..])
    }

    /// The articles before `id` that the filter lets through, nearest first.
    pub fn before(&self, id: ArticleId) -> impl Iterator<Item = &ArticleRow> {
        let until = self.place(id).unwrap_or(0);
        self.hits(&self.sorted[..until]).rev()
    }

    /// Sorts the list by another order.
    pub fn set_order(&mut self, order: Order) {
        if self.order != order {
            self.order = order;
            self.arrange();
        }
    }

    /// Takes in articles that are new or have changed.
    pub fn set_rows(&mut self, rows: Vec<ArticleRow>) {
        let shows_all = self.filter.trim().is_empty();
        // The rows whose title is new, and those of them that had another.
        let (mut titled, mut retitled) = (Vec::new(), HashSet::new());
        let (mut moves, mut counts) = (false, false);
        let mut added = HashMap::new();
        make_room(&mut self.rows, rows.len());
        for mut row in rows {
            let folders = self.folders.len() as u32;
            row.key.folder = match self.folders.get(row.article.folder()) {
                Some(known) => *known,
                None => *self.folders.entry(row.article.folder().to_owned()).or_insert(folders),
            };
            let Some(at) = self.number(row.id).or_else(|| added.get(&row.id).copied()) else {
                let at = self.rows.len() as u32;
                added.insert(row.id, at);
                titled.push(at);
                row.is_hit = shows_all;
                self.rows.push(row);
                continue;
            };
            let known = &mut self.rows[at as usize];
            if row.article.title() != known.article.title() && retitled.insert(at) {
                titled.push(at);
            }
            counts |= row.state != known.state;
            moves |= row.article != known.article;
            moves |= self.order.sort == Sort::State && row.state != known.state;
            moves |= self.order.sort == Sort::Annotations && row.annotations != known.annotations;
            let restated = row.casualties != known.casualties;
            moves |= self.order.sort == Sort::Casualties && restated;
            counts |= self.only_casualties && restated;
            *known = ArticleRow { is_hit: known.is_hit, ..row };
        }
        if !added.is_empty() {
            self.known.extend(added.into_values());
            self.known.sort_by_key(|row| self.rows[*row as usize].id);
        }
        if !retitled.is_empty() {
            self.by_title.retain(|row| !retitled.contains(row));
        }
        if !titled.is_empty() {
            self.put_titles(titled);
        }
        match (moves || self.sorted.len() < self.rows.len(), counts) {
            (true, _) => self.arrange(),
            (false, true) => self.relist(),
            (false, false) => {}
        }
    }

    /// Puts rows into their places among the titles.
    fn put_titles(&mut self, mut titled: Vec<u32>) {
        let Self { rows, by_title, .. } = self;
        let compare = |a: u32, b: u32| {
            let (a, b) = (&rows[a as usize], &rows[b as usize]);
            let letters = || letters(a.article.title()).cmp(letters(b.article.title()));
            a.key.title.cmp(&b.key.title).then_with(letters).then_with(|| a.id.cmp(&b.id))
        };
        titled.par_sort_unstable_by(|a, b| compare(*a, *b));
        let place = |row: &u32| by_title.partition_point(|known| compare(*known, *row) == Ordering::Less);
        let places: Vec<usize> = titled.par_iter().map(place).collect();
        let (mut merged, mut from) = (Vec::with_capacity(rows.len()), 0);
        for (row, place) in titled.into_iter().zip(places) {
            merged.extend_from_slice(&by_title[from..place]);
            merged.push(row);
            from = place;
        }
        merged.extend_from_slice(&by_title[from..]);
        *by_title = merged;
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

    /// Brings every article into its place. Costs a sort of numbers, so that the window need not wait.
    fn arrange(&mut self) {
        let Order { sort, reversed, grouping } = self.order;
        let folders = if grouping == Grouping::Folder { self.folder_ranks() } else { Vec::new() };
        // Only the groups of a list by date follow its direction.
        let months_back = reversed && sort == Sort::Date;
        let rows = &self.rows;
        let keyed = |row: &u32| {
            let ArticleRow { key, state, annotations, casualties, .. } = &rows[*row as usize];
            let group = match grouping {
                Grouping::None => 0,
                Grouping::Month => turned(key.month, months_back),
                Grouping::Folder => folders[key.folder as usize],
            };
            let first = match sort {
                Sort::Date => turned(key.day, reversed),
                Sort::Title => 0,
                Sort::State => turned(*state as u32, reversed),
                Sort::Annotations => turned(*annotations, !reversed),
                Sort::Casualties => casualties.map_or(u32::MAX, |percent| turned(percent.into(), !reversed)),
            };
            (u64::from(group) << 32 | u64::from(first), *row)
        };
        let titles_back = reversed && sort == Sort::Title;
        let mut keyed: Vec<(u64, u32)> = if titles_back {
            self.by_title.iter().rev().map(keyed).collect()
        } else {
            self.by_title.iter().map(keyed).collect()
        };
        // Those that are alike stay in the order of their titles.
        keyed.par_sort_by_key(|(key, _)| *key);
        self.sorted.clear();
        self.sorted.extend(keyed.into_iter().map(|(_, row)| row));
        self.relist();
    }

    /// For each folder, how many come before it.
    fn folder_ranks(&self) -> Vec<u32> {
        let mut folders: Vec<(&str, u32)> =
            self.folders.iter().map(|(folder, at)| (folder.as_str(), *at)).collect();
        folders.sort_unstable();
        let mut ranks = vec![0; folders.len()];
        (0..).zip(folders).for_each(|(rank, (_, at))| ranks[at as usize] = rank);
        ranks
    }

    /// Makes the lines from the rows.
    fn relist(&mut self) {
        let Self { rows, sorted, groups, lines, closed, order, only_casualties, .. } = self;
        groups.clear();
        lines.clear();
        (self.shown, self.unread) = (0, 0);
        let mut of_group = None;
        for (at, row) in (0..).zip(&*sorted) {
            let row = &rows[*row as usize];
            let is_unread = row.state == ReadState::Unread;
            self.unread += usize::from(is_unread);
            if !row.is_shown(*only_casualties) {
                continue;
            }
            self.shown += 1;
            if order.grouping == Grouping::None {
                lines.push(Line::Article(at));
                continue;
            }
            let group = if order.grouping == Grouping::Month { row.key.month } else { row.key.folder };
            if of_group != Some(group) {
                of_group = Some(group);
                let name = group_name(order.grouping, &row.article);
                let is_closed = closed.contains(&name);
                lines.push(Line::Group(groups.len() as u32));
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

#[cfg(test)]
mod tests;
