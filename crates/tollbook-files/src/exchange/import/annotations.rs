//! `annotations.csv`: rows with an id. Those without come from elsewhere and are in `foreign.rs`.

use std::collections::HashMap;
use std::sync::Arc;

use super::external::Later;
use super::locate::locate;
use super::parse::{CellProblem, Checked, moment, truth, word};
use super::planner::{ImportedFields, Planner, RowResult, id};
use super::table::{Row, Table};
use crate::exchange::annotations::{self, Names};
use crate::exchange::cell::Cells;
use crate::exchange::claim_columns::ReadNames;
use crate::exchange::columns::ANNOTATIONS;
use tollbook_core::model::{
    Anchor, Annotation, AnnotationId, Claim, ClaimField, ClaimType, Incident, IncidentId, Kind, List, Origin,
    Outcome,
};

impl<'a> Planner<'a> {
    /// All files of this kind.
    pub(super) fn annotations(&mut self, tables: &[&Table]) {
        let mut first: HashMap<AnnotationId, Row<'_>> = HashMap::new();
        let mut later: Vec<Later<'_>> = Vec::new();
        for table in tables {
            if let Some(why) = lacks(table) {
                self.planned.refused.extend(table.rows().next().map(|row| {
                    let mut refused = row.refuse("", why);
                    refused.line = 1;
                    refused
                }));
                continue;
            }
            // What is annotated at one time goes by its ids: not by the order of the rows.
            let mut new: Vec<Row<'_>> = table.rows().filter(Row::is_new).collect();
            new.sort_by(Row::compare_new);
            let ids: HashMap<u64, AnnotationId> =
                new.iter().map(|row| (row.line, self.draft.stamp.mint())).collect();
            for row in table.rows() {
                let did = match id("annotation_id", row.cell("annotation_id")) {
                    Err(why) => Err(why),
                    Ok(None) => {
                        let id = ids.get(&row.line).copied().unwrap_or_else(|| self.draft.stamp.mint());
                        self.plan_row_without_id(&row, id, &mut later)
                    }
                    Ok(Some(id)) => match first.get(&id) {
                        Some(before) if row.same(before, ANNOTATIONS.columns.iter().map(|c| c.name)) => {
                            Ok(RowResult::Nothing)
                        }
                        Some(before) => Err(CellProblem::new(
                            "annotation_id",
                            format!(
                                "Line {} has the same id and other values; keep one of the two.",
                                before.line
                            ),
                        )),
                        None => {
                            first.insert(id, row);
                            self.annotation(&row, id)
                        }
                    },
                };
                self.tally(&row, did);
            }
        }
        self.attach(later);
    }

    fn annotation(&mut self, row: &Row<'_>, id: AnnotationId) -> Checked<RowResult> {
        let Some(annotation) = self.base.project.annotations.share(id) else {
            return self.new_annotation(row, id).map(|()| RowResult::Added);
        };
        let points = self.points(id);
        let mut now = Cells::default();
        let project = &self.base.project;
        let article = project.articles.get(annotation.article);
        annotations::row(&mut now, &mut Names::new(project), article, (id, &annotation), points);
        let given = ImportedFields { row: *row, now: Some(&now) };
        if !given.anything() {
            return Ok(RowResult::Nothing);
        }
        self.changed_annotation(&given, id, &annotation).map(RowResult::changed)
    }

    fn new_annotation(&mut self, row: &Row<'_>, id: AnnotationId) -> Checked<()> {
        let given = ImportedFields { row: *row, now: None };
        let kind: Option<Kind> = word("kind", row.cell("kind"), Kind::ALL)?;
        let outcome: Option<Outcome> = word("outcome", row.cell("outcome"), Outcome::ALL)?;
        let created = moment("created", row.cell("created"))?.unwrap_or(self.draft.stamp.at);
        let modified = moment("modified", row.cell("modified"))?.unwrap_or(created);
        if row.table.edited && modified < created {
            return Err(changed_before_made());
        }
        let origin = word("origin", row.cell("origin"), Origin::ALL)?.unwrap_or(Origin::Import);
        let anchor = word("anchor", row.cell("anchor"), Anchor::ALL)?.unwrap_or(Anchor::InPlace);
        let sensitive = truth("sensitive", row.cell("sensitive"))?.unwrap_or(false);
        if kind.is_none() && (outcome.is_some() || !row.cell("count_best").is_empty()) {
            return Err(CellProblem::new("kind", "It is blank, but the row makes a claim; fill it in."));
        }
        let path = row.cell("article");
        let article = self.article(path)?;
        let anchor_sha256 = row.cell("anchor_sha256").to_owned();
        let text = match anchor {
            Anchor::Lost => Some(self.lost_text(&anchor_sha256)?),
            Anchor::InPlace | Anchor::Moved | Anchor::WordsChanged => self.text(article),
        };
        let Some(text) = text else {
            return Err(CellProblem::new(
                "article",
                format!(
                    "The text of “{path}” is not at hand; put the article into the folder and import again."
                ),
            ));
        };
        let (span, moved) = locate(row, &text)?;
        let Some((quote, prefix, suffix)) = Annotation::quote(&text, &span) else {
            return Err(CellProblem::new("start", "The passage is empty; give the words that it holds."));
        };
        let mut claim = match kind {
            Some(kind) => {
                let mut claim = Claim::blank(kind, outcome);
                self.claim_cells(&given, &mut claim, true)?;
                Some(claim)
            }
            None => None,
        };
        let code = match (row.cell("code"), kind) {
            ("", Some(kind)) => self.base.project.code_for(ClaimType::for_claim(kind, outcome)),
            (name, _) => Some(self.code(name, true)?),
        };
        let code =
            code.ok_or_else(|| CellProblem::new("code", "It is blank; give a code of the codebook."))?;
        // A package as it was exported comes in as it is.
        if row.table.edited && !moved && anchor == Anchor::InPlace {
            context_stands(row, &text, &span)?;
        }
        if let Some(claim) = &mut claim {
            if row.table.edited && !claim.kind.has_incident() && !row.cell("incident_id").trim().is_empty() {
                return Err(without_incident(claim.kind));
            }
            claim.incident = self.incident_of_row(row.cell("incident_id"))?;
            if claim.incident.is_none() && claim.kind.has_incident() {
                claim.incident = Some(self.new_incident(None, ""));
            }
        }
        if anchor == Anchor::Lost {
            self.planned.texts.push((anchor_sha256.clone(), text.clone()));
        }
        if moved {
            self.warn(format!("{path}: passages were found by their words, because the text has changed."));
        }
        let coder = self.entry(List::Coder, row.cell("coder")).unwrap_or(self.draft.stamp.coder);
        let annotation = Annotation {
            article,
            code,
            start: span.start,
            end: span.end,
            quote,
            prefix: row.get("prefix").map_or(prefix, str::to_owned),
            suffix: row.get("suffix").map_or(suffix, str::to_owned),
            memo: row.cell("memo").to_owned(),
            coder,
            created,
            modified,
            origin,
            anchor,
            anchor_sha256,
            sensitive,
        };
        self.draft.set(id, annotation);
        if let Some(claim) = claim {
            self.draft.set(id, claim);
        }
        Ok(())
    }

    /// The text to which a lost annotation belongs.
    fn lost_text(&mut self, sha256: &str) -> Checked<Arc<str>> {
        self.earlier_text(sha256).ok_or_else(|| {
            CellProblem::new(
                "anchor_sha256",
                "The earlier text to which a lost annotation belongs is not at hand; import the whole folder of the \
                 package, with its folder texts.",
            )
        })
    }

    fn changed_annotation(
        &mut self,
        given: &ImportedFields<'_>,
        id: AnnotationId,
        before: &Annotation,
    ) -> Checked<bool> {
        let cell = |column: &str| given.cell(column);
        if given.differs("article") {
            return Err(CellProblem::new(
                "article",
                "An annotation cannot move to another article; delete it and annotate the other.",
            ));
        }
        let mut annotation = before.clone();
        if given.differs("anchor") {
            annotation.anchor = word("anchor", cell("anchor"), Anchor::ALL)?.unwrap_or(Anchor::InPlace);
        }
        let lost = annotation.anchor == Anchor::Lost;
        let of_another_text =
            lost && given.differs("anchor_sha256") || lost != (before.anchor == Anchor::Lost);
        if given.any(["start", "end", "quote"]) || of_another_text {
            let text = match lost {
                true => self.lost_text(cell("anchor_sha256"))?,
                false => self.text(before.article).ok_or_else(|| {
                    CellProblem::new(
                        "start",
                        "The article's text is not at hand; put the article back into the folder.",
                    )
                })?,
            };
            let (span, moved) = locate(&given.row, &text)?;
            let words = Annotation::quote(&text, &span);
            let (quote, prefix, suffix) = words.ok_or_else(|| {
                CellProblem::new("start", "The passage is empty; give the words that it holds.")
            })?;
            (annotation.start, annotation.end) = (span.start, span.end);
            (annotation.quote, annotation.prefix, annotation.suffix) = (quote, prefix, suffix);
            if lost {
                self.planned.texts.push((cell("anchor_sha256").to_owned(), text));
            }
            if moved && (span.start, span.end) != (before.start, before.end) {
                self.warn(format!("{}: a passage was found by its words.", cell("article")));
            }
        }
        if given.any(["prefix", "suffix"])
            && annotation.anchor == Anchor::InPlace
            && let Some(text) = self.text(before.article)
            && annotation.matches(&text)
        {
            context_stands(&given.row, &text, &annotation.span())?;
        }
        if given.differs("sensitive") {
            annotation.sensitive = truth("sensitive", cell("sensitive"))?.unwrap_or(false);
        }
        let texts: [(&str, &mut String); 4] = [
            ("anchor_sha256", &mut annotation.anchor_sha256),
            ("prefix", &mut annotation.prefix),
            ("suffix", &mut annotation.suffix),
            ("memo", &mut annotation.memo),
        ];
        for (column, text) in texts {
            if given.differs(column) {
                cell(column).clone_into(text);
            }
        }
        if !lost {
            annotation.anchor_sha256.clear();
        }
        if given.differs("created") {
            annotation.created = moment("created", cell("created"))?.unwrap_or(before.created);
        }
        annotation.modified = match given.differs("modified") {
            true => moment("modified", cell("modified"))?.unwrap_or(before.modified),
            false => before.modified,
        };
        if annotation.modified < annotation.created && given.any(["created", "modified"]) {
            return Err(changed_before_made());
        }
        if given.differs("origin") {
            annotation.origin = word("origin", cell("origin"), Origin::ALL)?.unwrap_or(before.origin);
        }
        let old = self.base.project.claims.share(id);
        let mut claim = old.as_deref().cloned();
        if given.differs("kind") {
            match (word("kind", cell("kind"), Kind::ALL)?, &mut claim) {
                (Some(kind), Some(claim)) => claim.kind = kind,
                (Some(kind), None) => claim = Some(Claim::blank(kind, None)),
                (None, Some(_)) => {
                    return Err(CellProblem::new(
                        "kind",
                        "A claim has a kind; to take the claim back, delete its annotation.",
                    ));
                }
                (None, None) => {}
            }
        }
        if let Some(claim) = &mut claim {
            self.claim_cells(given, claim, true)?;
            let was = old.as_deref().cloned().unwrap_or_else(|| Claim::blank(claim.kind, None));
            was.differing(claim).iter().for_each(|field| claim.set_by_coder.insert(field));
            if old.is_none() {
                claim.set_by_coder.insert(ClaimField::Kind);
            }
        }
        if given.differs("code") {
            annotation.code = self.code(cell("code"), true)?;
        } else if let (Some(claim), Some(old)) = (&claim, old.as_deref())
            && (claim.kind, claim.outcome) != (old.kind, old.outcome)
            && let Some(code) = self.base.project.code_for(ClaimType::for_claim(claim.kind, claim.outcome))
            && self.base.project.codes.get(annotation.code).is_some_and(|code| code.claim.is_some())
        {
            annotation.code = code;
        }
        if let Some(claim) = &mut claim {
            self.changed_incident(given, claim)?;
        }
        if given.differs("coder") {
            annotation.coder = self.entry(List::Coder, cell("coder")).unwrap_or(before.coder);
        }
        let changed = annotation != *before || claim.as_ref() != old.as_deref();
        if changed && !given.differs("modified") {
            annotation.modified = self.draft.stamp.at;
        }
        if changed {
            self.draft.set(id, annotation);
            if let Some(claim) = claim {
                self.draft.set(id, claim);
            }
        }
        Ok(changed)
    }

    /// What another incident in the cell means: the claim keeps the incident with which it was
    /// born, and that is joined to the other one; blank splits it off again.
    fn changed_incident(&mut self, given: &ImportedFields<'_>, claim: &mut Claim) -> Checked<()> {
        if !claim.kind.has_incident() {
            if given.differs("incident_id") && !given.cell("incident_id").is_empty() {
                return Err(without_incident(claim.kind));
            }
            claim.incident = None;
            return Ok(());
        }
        if claim.incident.is_some() && !given.differs("incident_id") {
            return Ok(());
        }
        let target = self.incident_named("incident_id", given.cell("incident_id"))?;
        let target = target.map(|target| self.root(target));
        match claim.incident.filter(|own| self.is_alone(*own)) {
            Some(own) if target == Some(own) => Err(CellProblem::new(
                "incident_id",
                "That incident is joined to this one already; leave the cell as it was.",
            )),
            Some(own) => {
                self.draft.update(own, |incident: &mut Incident| incident.joined_to = target);
                Ok(())
            }
            None => {
                claim.incident = Some(self.new_incident(target, ""));
                Ok(())
            }
        }
    }

    /// Whether just one claim was born with this incident.
    fn is_alone(&self, incident: IncidentId) -> bool {
        let base = &self.base;
        let group = base.answers.index.claims(base.answers.index.root(incident));
        let born = group
            .iter()
            .filter(|id| base.project.claims.get(**id).is_some_and(|claim| claim.incident == Some(incident)));
        born.count() == 1
    }

    /// Where an incident has been joined to in the end, as the edit so far leaves it.
    pub(super) fn root(&self, incident: IncidentId) -> IncidentId {
        let mut seen = std::collections::HashSet::from([incident]);
        let mut root = incident;
        while let Some(next) = self.draft.get::<Incident>(root).and_then(|row| row.joined_to) {
            if !seen.insert(next) {
                break;
            }
            root = next;
        }
        root
    }

    /// Adds an incident.
    pub(super) fn new_incident(&mut self, joined_to: Option<IncidentId>, title: &str) -> IncidentId {
        let id = self.draft.stamp.mint();
        self.draft.set(id, Incident { joined_to, title: title.to_owned(), ..Incident::blank() });
        id
    }
}

fn changed_before_made() -> CellProblem {
    CellProblem::new("modified", "It is before the moment in the column created; correct one of the two.")
}

fn without_incident(kind: Kind) -> CellProblem {
    CellProblem::new("incident_id", format!("A {kind} belongs to no incident; clear the cell."))
}

/// Refuses words before and after a passage that do not stand there, white space beside the passage aside.
pub(super) fn context_stands(row: &Row<'_>, text: &str, span: &std::ops::Range<usize>) -> Checked<()> {
    let stands = |column: &'static str, stands: bool| match stands {
        true => Ok(()),
        false => Err(CellProblem::new(
            column,
            "These words do not stand beside the passage; clear the cell, or give them as they stand there.",
        )),
    };
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let (prefix, suffix) = (row.cell("prefix"), row.cell("suffix"));
    stands("prefix", before.ends_with(prefix) || before.trim_end().ends_with(prefix.trim()))?;
    stands("suffix", after.starts_with(suffix) || after.trim_start().starts_with(suffix.trim()))
}

/// What a file lacks to have annotations in it.
fn lacks(table: &Table) -> Option<&'static str> {
    let has = |column| table.has(column);
    if !has("article") && !has("annotation_id") {
        return Some("The column article is missing: the path of each row's article.");
    }
    if !(has("annotation_id") || has("quote") || has("start") && has("end")) {
        return Some("The column quote is missing: the words of each passage.");
    }
    if !["annotation_id", "code", "kind", "outcome"].into_iter().any(has) {
        return Some("There is neither a column code nor kind nor outcome: say what each passage is.");
    }
    None
}
