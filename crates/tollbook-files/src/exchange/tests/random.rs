//! Random projects: every choice is a byte of some input, so that a failing project shrinks to the
//! least that fails.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use uuid::Uuid;

use super::sample::{TEXT, sha256_of_text, stamp};
use tollbook_core::model::*;

/// Texts that have made other programs stumble.
const NASTY: [&str; 14] = [
    "plain",
    "a, b",
    "a;b",
    "say \"no\"",
    "two\nlines",
    "two\r\nlines",
    "=1+1",
    "'=1",
    "''-x",
    "-5",
    " spaces ",
    "😀 é",
    "جندي",
    "back\\slash;",
];

pub struct Source<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Source<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// A number below `n`; 0 once the input has run out.
    fn below(&mut self, n: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(byte) % n
    }

    fn chance(&mut self) -> bool {
        self.below(2) == 1
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.chance() { Some(make(self)) } else { None }
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn text(&mut self) -> String {
        if self.chance() { self.pick(&NASTY).to_owned() } else { String::new() }
    }

    fn date(&mut self) -> Date {
        date(2019, 1 + self.below(12) as i8, 1 + self.below(28) as i8)
    }

    fn range(&mut self) -> DateRange {
        let day = self.date();
        match self.below(6) {
            0 => DateRange::day(day),
            1 => DateRange::month(day),
            2 => DateRange::quarter(day).not_after(day.last_of_month()).unwrap(),
            3 => DateRange::year(day),
            4 => DateRange::new(day, day.last_of_month(), Precision::Days).unwrap(),
            _ => DateRange::new(day, day, Precision::Range).unwrap(),
        }
    }

    fn figures(&mut self) -> Figures {
        let low = self.maybe(|source| source.below(5) as u64);
        let best = self.maybe(|source| 5 + source.below(5) as u64);
        let high = self.maybe(|source| 10 + source.below(5) as u64);
        Figures { low, best, high }
    }

    fn moment(&mut self) -> Timestamp {
        Timestamp::from_microsecond(1_700_000_000_000_000 + self.below(256) as i64 * 1_234_567).unwrap()
    }

    fn some_of<T: Copy + PartialEq>(&mut self, all: &[T]) -> Vec<T> {
        let mut some = Vec::new();
        for _ in 0..self.below(4) {
            let one = self.pick(all);
            if !some.contains(&one) {
                some.push(one);
            }
        }
        some
    }
}

/// A project of which everything may be anything, but for what the model itself does not allow.
pub fn project(source: &mut Source<'_>) -> Project {
    let mut stamp = stamp(7);
    let (mut project, _) = tollbook_core::analysis::fixture::begin(
        ProjectId(Uuid::from_u128(3)),
        "=Sahel, \"2\"",
        "Ada",
        &mut stamp,
    );
    let before = project.clone();
    let mut draft = Draft::new(&before, &mut stamp);
    draft.update(before.id(), |info: &mut Info| info.memo = source.text());

    let mut entries: std::collections::HashMap<List, Vec<EntryId>> =
        List::ALL.iter().map(|list| (*list, before.list(*list).map(|(id, _)| id).collect())).collect();
    for (n, list) in List::ALL.iter().enumerate() {
        if source.chance() {
            let id: EntryId = draft.stamp.mint();
            let value = format!("{}{n}", source.pick(&NASTY));
            let mut entry = ListEntry { detail: source.text(), ..ListEntry::named(*list, value) };
            if *list == List::Side {
                entry.country = source.text();
                entry.kind = source.maybe(|source| source.pick(SideKind::ALL));
                entry.recorded = source.chance();
            }
            draft.set(id, entry);
            entries.get_mut(list).unwrap().push(id);
        }
        // One with which the project began may be gone, or have another name.
        let gone = before.list(*list).map(|(id, _)| id).last().unwrap();
        if *list != List::Coder && source.chance() {
            draft.remove::<ListEntry>(gone);
            entries.get_mut(list).unwrap().retain(|id| *id != gone);
        }
        if let Some(first) = entries[list].first().copied()
            && source.chance()
        {
            draft.update(first, |entry: &mut ListEntry| entry.value.push_str(" renamed"));
        }
    }
    let mut operations: Vec<OperationId> = before.operations.iter().map(|(id, _)| id).collect();
    if source.chance() {
        let gone = before.operation_named("Chammal").unwrap();
        draft.remove::<Operation>(gone);
        operations.retain(|id| *id != gone);
    }
    if source.chance() {
        let id: OperationId = draft.stamp.mint();
        let follows = Some(operations[source.below(operations.len())]);
        let operation = Operation {
            name: source.pick(&NASTY).to_owned(),
            aliases: source.some_of(&NASTY).into_iter().map(str::to_owned).collect(),
            begins: source.maybe(Source::date),
            ends: None,
            area: source.some_of(&NASTY).into_iter().map(str::to_owned).collect(),
            follows,
            colour: Colour::rgb(0x01_02_03),
        };
        draft.set(id, operation);
        operations.push(id);
    }
    let mut codes: Vec<CodeId> = before.codes.iter().map(|(id, _)| id).collect();
    if source.chance() {
        let gone = source.pick(&codes);
        draft.remove::<Code>(gone);
        codes.retain(|id| *id != gone);
    }
    if source.chance() {
        let id: CodeId = draft.stamp.mint();
        let code = Code {
            name: source.pick(&NASTY).to_owned(),
            parent: Some(codes[source.below(codes.len())]),
            colour: ColourSet::LAYERS.nth(source.below(8)),
            key: source.pick(&["", "Q", "7"]).to_owned(),
            description: source.text(),
            claim: source.maybe(|source| source.pick(ClaimType::ALL)),
        };
        draft.set(id, code);
        codes.push(id);
    }
    let coders = entries[&List::Coder].clone();
    let articles: Vec<ArticleId> = (0..1 + source.below(3))
        .map(|n| {
            let path = format!("{} {n}.txt", source.pick(&["a/b", "é,\"x\"", "=z"]));
            let id = ArticleId::for_path(before.id(), &path);
            let article = Article {
                title: source.text(),
                published: source.maybe(Source::range),
                published_basis: source.maybe(|source| source.pick(PublishedBasis::ALL)),
                published_as_written: source.text(),
                source: source.text(),
                independent_source: source.text(),
                memo: source.text(),
                container: source.text(),
                part: source.text(),
                original_sha256: source.maybe(|_| "ab".repeat(32)).unwrap_or_default(),
                extractor: source.text(),
                extractor_version: source.maybe(|source| source.below(9) as u64),
                language: source.text(),
                url: source.text(),
                retrieved: source.text(),
                sensitive: source.chance(),
                ..Article::at(path, "ab".repeat(32))
            };
            draft.set(id, article);
            for coder in source.some_of(&coders) {
                let state = source.pick(ReadState::ALL);
                draft.set(CoverageId::for_coder(id, coder), Coverage { article: id, coder, state });
            }
            id
        })
        .collect();

    let incidents: Vec<IncidentId> = (0..source.below(5)).map(|_| draft.stamp.mint()).collect();
    for (n, id) in incidents.iter().enumerate() {
        let incident = Incident {
            // Only to earlier ones: no rings.
            joined_to: if n > 0 { source.maybe(|source| incidents[source.below(n)]) } else { None },
            title: source.text(),
            operation: source.maybe(|source| source.pick(&operations)),
            date: source.maybe(Source::range),
            country: source.text(),
            place: source.text(),
            cause: source.maybe(|source| source.pick(&entries[&List::Cause])),
            hostile: source.maybe(|source| source.pick(Hostile::ALL)),
            memo: source.text(),
        };
        draft.set(*id, incident);
        if source.chance() {
            let Figures { low, best, high } = source.figures();
            let side = source.maybe(|source| source.pick(&entries[&List::Side]));
            let (outcome, reason) = (source.pick(Outcome::ALL), source.text());
            let estimate: EstimateId = draft.stamp.mint();
            draft.set(estimate, Estimate { incident: *id, side, outcome, low, best, high, reason });
        }
    }
    let ends: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).chain([TEXT.len()]).collect();
    let mut annotations = Vec::new();
    for _ in 0..source.below(6) {
        let id: AnnotationId = draft.stamp.mint();
        let from = source.below(ends.len() - 1);
        let to = from + 1 + source.below(ends.len() - 1 - from);
        let (quote, prefix, suffix) = Annotation::quote(TEXT, &(ends[from]..ends[to])).unwrap();
        let anchor = source.pick(Anchor::ALL);
        let annotation = Annotation {
            article: source.pick(&articles),
            code: source.pick(&codes),
            start: ends[from],
            end: ends[to],
            quote,
            prefix,
            suffix,
            memo: source.text(),
            coder: source.pick(&coders),
            created: source.moment(),
            modified: source.moment(),
            origin: source.pick(Origin::ALL),
            anchor,
            anchor_sha256: if anchor == Anchor::Lost { sha256_of_text() } else { String::new() },
            sensitive: source.chance(),
        };
        draft.set(id, annotation);
        annotations.push(id);
        if source.chance() {
            let kind = source.pick(Kind::ALL);
            let mut claim = Claim::blank(kind, source.maybe(|source| source.pick(Outcome::ALL)));
            claim.status = source.pick(ClaimStatus::ALL);
            claim.side = source.maybe(|source| source.pick(&entries[&List::Side]));
            claim.victims = source.text();
            claim.count_as_written = source.text();
            claim.count = source.figures();
            claim.date_as_written = source.text();
            claim.date = source.maybe(Source::range);
            claim.date_basis = source.maybe(|source| source.pick(DateBasis::ALL));
            claim.date_incident = incidents.get(source.below(6)).copied();
            claim.date_offset_days = source.maybe(|source| source.below(9) as i32 - 4);
            claim.died_of_wounds = source.chance();
            claim.death_date = source.maybe(Source::date);
            claim.operations = source.some_of(&operations);
            claim.operations_basis = source.maybe(|source| source.pick(OperationBasis::ALL));
            claim.country = source.text();
            claim.place = source.text();
            claim.cause = source.maybe(|source| source.pick(&entries[&List::Cause]));
            claim.hostile = source.maybe(|source| source.pick(Hostile::ALL));
            claim.attribution = source.text();
            claim.part_exclusive = source.chance();
            claim.in_other_figures = source.maybe(Source::chance);
            if source.chance() {
                claim.certainty.set(source.pick(ClaimField::ALL), source.below(101) as u8);
            }
            if kind.has_incident() {
                let own = || draft.stamp.mint();
                let incident = incidents.get(source.below(6)).copied().unwrap_or_else(own);
                if !incidents.contains(&incident) {
                    draft.set(incident, Incident::blank());
                }
                claim.incident = Some(incident);
            }
            if kind == Kind::Total {
                // A country may have the name of an area.
                let countries: Vec<&str> = NASTY.into_iter().chain(["Sahel", "Levant"]).collect();
                claim.scope_countries = source.some_of(&countries).into_iter().map(str::to_owned).collect();
                claim.scope_areas = source.some_of(&entries[&List::Area]);
                claim.definition = source.maybe(|source| source.pick(&entries[&List::Definition]));
                claim.scope_from = source.maybe(Source::date);
                claim.as_of = source.maybe(Source::range);
                claim.as_of_incident = incidents.get(source.below(6)).copied();
            }
            claim.set_by_coder = source.some_of(ClaimField::ALL).into_iter().collect();
            draft.set(id, claim);
        }
    }
    if let (Some(annotation), Some(incident)) = (annotations.last(), incidents.last()) {
        for relation in source.some_of(Relation::ALL) {
            let (from, to) = match relation {
                Relation::KeptApart => (incident.0, incidents[0].0),
                Relation::Evidence | Relation::FigureChosen => (annotation.0, incident.0),
                Relation::Adjudicated => (annotation.0, annotation.0),
                Relation::ExcludedFromTotal => (incident.0, annotation.0),
            };
            let id: LinkId = draft.stamp.mint();
            draft.set(id, Link { from, relation, to, value: source.text() });
        }
    }
    let edit = draft.finish("Anything").unwrap();
    project.apply(&edit).unwrap();
    project
}
