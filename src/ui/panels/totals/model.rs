//! The table of totals as data: its rows, their order, and the lines that come of unfolding some.

use std::collections::{HashMap, HashSet};

use crate::ui::widgets::cached::{Revision, revision};
use tollbook_core::analysis::totals::between::{Between, between};
use tollbook_core::analysis::totals::{Comparison, Members, Verdict, words};
use tollbook_core::model::{AnnotationId, Figures, IncidentId, Relation};
use tollbook_state::Workspace;

/// A column of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// When the total held.
    #[default]
    AsOf,
    /// In which article it stands.
    Article,
    /// Its words.
    Words,
    /// What it speaks of.
    Scope,
    /// What it says.
    Reported,
    /// What is counted.
    Counted,
    /// Reported less counted.
    Difference,
    /// What comes of it.
    Verdict,
}

impl Column {
    /// Every column, from left to right.
    pub const ALL: [Self; 8] = [
        Self::AsOf,
        Self::Article,
        Self::Words,
        Self::Scope,
        Self::Reported,
        Self::Counted,
        Self::Difference,
        Self::Verdict,
    ];
}

/// Which totals are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Every one.
    #[default]
    All,
    /// Those that agree.
    Agree,
    /// Those that report more than is counted.
    More,
    /// Those that report fewer.
    Fewer,
    /// Those that are compared with nothing.
    NotComparable,
    /// Those that do not say what they count.
    Unstated,
}

/// A total.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its annotation.
    pub id: AnnotationId,
    /// The title of its article.
    pub article: String,
    /// Its words.
    pub quote: String,
    /// What it speaks of.
    pub scope: String,
    /// What comes of comparing it.
    pub compared: Comparison,
}

fn is(compared: &Comparison, shown: Shown) -> bool {
    match shown {
        Shown::All => true,
        Shown::Agree => matches!(compared.verdict, Verdict::Agrees | Verdict::AgreesWithinRange),
        Shown::More => matches!(compared.verdict, Verdict::MoreReported(_)),
        Shown::Fewer => matches!(compared.verdict, Verdict::FewerReported(_)),
        Shown::NotComparable => matches!(compared.verdict, Verdict::NotComparable(_)),
        Shown::Unstated => !compared.definition_stated,
    }
}

/// How an incident stands to a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeRelation {
    /// It lies inside the scope.
    Inside,
    /// It may lie inside or outside.
    Perhaps,
    /// The coder has taken it out.
    Excluded,
}

/// A line of the table: all are equally high.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// A total, by its place among the rows.
    Total(usize, AnnotationId),
    /// What lies between the total and an earlier one.
    Between(AnnotationId, Between),
    /// What follows: "Inside: 19 incidents".
    Group(AnnotationId, ScopeRelation, usize),
    /// An incident.
    Incident(AnnotationId, IncidentId, ScopeRelation),
    /// The remainder may be recorded: how many, and the gap in which they are missing.
    Remainder(AnnotationId, u64, Option<Between>),
}

/// What a total unfolds to.
#[derive(Clone, Debug)]
struct Unfolded {
    compared: Comparison,
    members: Members,
    between: Vec<Between>,
}

/// What decides which lines there are, and their order.
#[derive(Clone, Debug, PartialEq, Eq)]
struct MadeFrom {
    revision: Revision,
    sort: (Column, bool),
    filter: String,
    shown: Shown,
    open: usize,
}

/// The table.
#[derive(Debug, Default)]
pub struct Model {
    of: Option<Revision>,
    rows: Vec<Row>,
    unfolded: HashMap<AnnotationId, Unfolded>,
    /// The totals that are unfolded.
    pub open: HashSet<AnnotationId>,
    /// What the rows are sorted by, and whether backwards.
    pub sort: (Column, bool),
    /// Words that article, quote or scope must hold.
    pub filter: String,
    /// Which verdicts are shown.
    pub shown: Shown,
    lines: Vec<Line>,
    /// What the lines were made from.
    made_from: Option<MadeFrom>,
}

impl Model {
    /// Brings the table up to date with the facts.
    pub fn refresh(&mut self, open: &Workspace) {
        let now = revision(open);
        if self.of != Some(now) {
            self.of = Some(now);
            self.list(open);
            self.unfolded.clear();
        }
        self.unfold(open);
        self.lay_out();
    }

    fn list(&mut self, open: &Workspace) {
        let project = &open.project;
        let row = |compared: &Comparison| {
            let id = compared.annotation;
            let (claim, annotation) = (project.claims.get(id)?, project.annotations.get(id)?);
            let links = open.answers.index.links(id.0).filter_map(|link| project.links.get(link));
            let excluded = links.filter(|link| link.relation == Relation::ExcludedFromTotal).count();
            Some(Row {
                id,
                article: open.title(annotation.article).to_owned(),
                quote: annotation.quote.split_whitespace().collect::<Vec<_>>().join(" "),
                scope: words::scope(project, claim, excluded),
                compared: *compared,
            })
        };
        self.rows = open.answers.totals.iter().filter_map(row).collect();
        self.open.retain(|id| open.answers.totals.get(*id).is_some());
    }

    fn unfold(&mut self, open: &Workspace) {
        let totals = &open.answers.totals;
        for &id in &self.open {
            if !self.unfolded.contains_key(&id)
                && let Some(compared) = totals.get(id)
            {
                let members = totals.members(&open.answers, id).by_day(&open.answers);
                let between = between(&open.project, &open.answers, compared);
                self.unfolded.insert(id, Unfolded { compared: *compared, members, between });
            }
        }
    }

    /// Puts the lines in order, where something has changed that decides it.
    fn lay_out(&mut self) {
        let Some(revision) = self.of else { return };
        let key = MadeFrom {
            revision,
            sort: self.sort,
            filter: self.filter.clone(),
            shown: self.shown,
            open: self.open.len(),
        };
        if self.made_from.as_ref() == Some(&key) {
            return;
        }
        self.made_from = Some(key);
        let wanted = self.filter.trim().to_lowercase();
        let holds = |text: &str| text.to_lowercase().contains(&wanted);
        let mut rows: Vec<usize> = (0..self.rows.len())
            .filter(|&n| {
                let row = &self.rows[n];
                is(&row.compared, self.shown)
                    && (wanted.is_empty()
                        || [&row.article, &row.quote, &row.scope].into_iter().any(|text| holds(text)))
            })
            .collect();
        let (column, backwards) = self.sort;
        rows.sort_by(|a, b| {
            let order = order(&self.rows[*a], &self.rows[*b], column);
            if backwards { order.reverse() } else { order }
        });
        self.lines.clear();
        for n in rows {
            let id = self.rows[n].id;
            self.lines.push(Line::Total(n, id));
            if self.open.contains(&id)
                && let Some(unfolded) = self.unfolded.get(&id)
            {
                unfolded.lines(&mut self.lines);
            }
        }
    }

    /// The lines, from top to bottom.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// A row.
    pub fn row(&self, n: usize) -> Option<&Row> {
        self.rows.get(n)
    }

    /// What comes of comparing an unfolded total.
    pub fn compared(&self, id: AnnotationId) -> Option<&Comparison> {
        self.unfolded.get(&id).map(|unfolded| &unfolded.compared)
    }

    /// Folds or unfolds a total.
    pub fn turn(&mut self, id: AnnotationId) {
        if !self.open.remove(&id) {
            self.open.insert(id);
        }
        self.made_from = None;
    }

    /// How many totals there are, and how many of them are of each sort.
    pub fn tally(&self) -> [(usize, Shown); 6] {
        [Shown::All, Shown::Agree, Shown::More, Shown::Fewer, Shown::NotComparable, Shown::Unstated]
            .map(|shown| (self.rows.iter().filter(|row| is(&row.compared, shown)).count(), shown))
    }
}

impl Unfolded {
    fn lines(&self, lines: &mut Vec<Line>) {
        let Comparison { annotation: id, verdict, .. } = &self.compared;
        let Members { inside, perhaps, excluded } = &self.members;
        for between in &self.between {
            lines.push(Line::Between(*id, between.clone()));
            if let Some(missing) = between.missing().and_then(|n| u64::try_from(n).ok()).filter(|n| *n > 0) {
                lines.push(Line::Remainder(*id, missing, Some(between.clone())));
            }
        }
        if let Verdict::MoreReported(n) = verdict {
            lines.push(Line::Remainder(*id, *n, None));
        }
        for (relation, ids) in [
            (ScopeRelation::Inside, inside),
            (ScopeRelation::Perhaps, perhaps),
            (ScopeRelation::Excluded, excluded),
        ] {
            if !ids.is_empty() || relation == ScopeRelation::Inside {
                lines.push(Line::Group(*id, relation, ids.len()));
            }
            lines.extend(ids.iter().map(|&incident| Line::Incident(*id, incident, relation)));
        }
    }
}

fn order(a: &Row, b: &Row, column: Column) -> std::cmp::Ordering {
    let held = |row: &Row| row.compared.as_of.map(|date| (date.first(), date.last()));
    let figure = |figures: Figures| figures.best.or(figures.low);
    let order = match column {
        Column::AsOf => std::cmp::Ordering::Equal,
        Column::Article => a.article.to_lowercase().cmp(&b.article.to_lowercase()),
        Column::Words => a.quote.to_lowercase().cmp(&b.quote.to_lowercase()),
        Column::Scope => a.scope.cmp(&b.scope),
        Column::Reported => figure(a.compared.reported).cmp(&figure(b.compared.reported)),
        Column::Counted => figure(a.compared.counted).cmp(&figure(b.compared.counted)),
        Column::Difference => a.compared.difference.cmp(&b.compared.difference),
        Column::Verdict => {
            let rank = |row: &Row| match row.compared.verdict {
                Verdict::MoreReported(n) => (0, u64::MAX - n),
                Verdict::FewerReported(n) => (1, u64::MAX - n),
                Verdict::AgreesWithinRange => (2, 0),
                Verdict::Agrees => (3, 0),
                Verdict::NotComparable(_) => (4, 0),
            };
            rank(a).cmp(&rank(b))
        }
    };
    order.then_with(|| held(a).cmp(&held(b))).then(a.id.cmp(&b.id))
}
