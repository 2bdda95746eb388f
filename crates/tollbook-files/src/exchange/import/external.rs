//! Annotations from elsewhere: rows without an id, found by article and quote. What they leave
//! blank is drafted; what they give, and what their `set_by_coder` names, is the coder's.

use std::ops::Range;

use super::Passage;
use super::annotations::context_stands;
use super::claims::fields;
use super::locate::locate;
use super::parse::{CellProblem, Checked, day, figures, moment, range, truth, word};
use super::planner::{Planner, RowResult};
use super::table::Row;
use crate::exchange::annotations::{self, Names};
use crate::exchange::cell::{Cells, split_list};
use crate::exchange::claim_columns::{CLAIM_COLUMNS, COUNT, DATE, ReadNames, Row as ClaimRow};
use crate::exchange::columns::ANNOTATIONS;
use tollbook_core::model::{
    Anchor, Annotation, AnnotationId, Article, ArticleId, Claim, ClaimField, ClaimType, CodeId, DateBasis,
    DateRange, EntryId, Incident, IncidentId, Kind, Link, List, OperationBasis, Origin, Outcome, Relation,
    start,
};

/// What can be done only when every row's incident is known.
pub(super) struct Later<'t> {
    row: Row<'t>,
    annotation: AnnotationId,
    /// Whether the mark is a total, given with the incident; else it is evidence of the incidents.
    total: bool,
}

/// The columns by which a row for an annotation that is there already is compared with it.
const COMPARED: [&str; 19] = [
    "memo",
    "status",
    "outcome",
    "side",
    "cause",
    "part_exclusive",
    "victims",
    "count_low",
    "count_best",
    "count_high",
    "date_start",
    "date_end",
    "died_of_wounds",
    "death_date",
    "country",
    "place",
    "hostile",
    "attribution",
    "sensitive",
];

/// A cell as it is compared: whatever its case, and 13.0 as 13.
fn plain(cell: &str) -> String {
    let cell = cell.trim().to_lowercase();
    match cell.as_str() {
        "true" => "yes".to_owned(),
        "false" => "no".to_owned(),
        cell => cell.strip_suffix(".0").unwrap_or(cell).to_owned(),
    }
}

/// Fields whose cells are weighed against what is read from the text.
const READ_WITH_THE_DRAFT: [ClaimField; 5] =
    [ClaimField::Kind, ClaimField::Outcome, ClaimField::Count, ClaimField::Date, ClaimField::Operations];

impl<'a> Planner<'a> {
    /// A row without an id of its own, which `id` is to be.
    pub(super) fn plan_row_without_id<'t>(
        &mut self,
        row: &Row<'t>,
        id: AnnotationId,
        later: &mut Vec<Later<'t>>,
    ) -> Checked<RowResult> {
        let (mark, code) = self.mark(row)?;
        let article = self.article(row.cell("article"))?;
        let Some(text) = self.text(article) else {
            return Err(CellProblem::new(
                "article",
                "Its text is not at hand; put the article into the folder.",
            ));
        };
        let (span, _) = locate(row, &text)?;
        context_stands(row, &text, &span)?;
        let created = moment("created", row.cell("created"))?.unwrap_or(self.draft.stamp.at);
        let coder = match row.cell("coder").trim() {
            "" => self.draft.stamp.coder,
            name => self.names.entry(List::Coder, name).unwrap_or(self.draft.stamp.coder),
        };
        let label = row.cell("incident_id").trim();
        if let Some(there) = self.same_mark(article, &span, code, coder) {
            self.refuse_other_values(row, there)?;
            // The label goes on to stand for the incident, for rows that are new.
            if let Some(incident) = self.base.project.claims.get(there).and_then(|claim| claim.incident) {
                self.labels.entry(label.to_owned()).or_insert(incident);
            }
            return Ok(RowResult::Nothing);
        }
        let claim = match mark {
            Some(mark) => Some(self.foreign_claim(row, mark, article, &text, &span)?),
            None => None,
        };
        let Some((quote, prefix, suffix)) = Annotation::quote(&text, &span) else {
            return Err(CellProblem::new("quote", "The passage is empty; give the words that it holds."));
        };
        let said =
            COMPARED.into_iter().chain(["incident_id"]).map(|column| plain(row.cell(column))).collect();
        // A coder who is new has no entry yet.
        let own =
            coder == self.draft.stamp.coder && self.names.entry(List::Coder, row.cell("coder")).is_some();
        let name = if own { String::new() } else { plain(row.cell("coder")) };
        let key = (article, span.clone(), code, name);
        match self.external.get(&key) {
            Some((_, before)) if *before == said => return Ok(RowResult::Nothing),
            Some((line, _)) => {
                let why = format!(
                    "Line {line} annotates the same words with the same code and says other things of them; keep one \
                     of the two."
                );
                return Err(CellProblem::new("quote", why));
            }
            None => {}
        }
        let coder = self.entry(List::Coder, row.cell("coder").trim()).unwrap_or(coder);
        self.external.insert(key, (row.line, said));
        let annotation = Annotation {
            article,
            code,
            start: span.start,
            end: span.end,
            quote,
            prefix,
            suffix,
            memo: row.cell("memo").to_owned(),
            coder,
            created,
            modified: created,
            origin: Origin::Import,
            anchor: Anchor::InPlace,
            anchor_sha256: String::new(),
            sensitive: truth("sensitive", row.cell("sensitive"))?.unwrap_or(false),
        };
        self.draft.set(id, annotation);
        let has_incident = claim.as_ref().is_some_and(|claim| claim.kind.has_incident());
        if !label.is_empty() && !has_incident {
            later.push(Later { row: *row, annotation: id, total: claim.is_some() });
        }
        if let Some(mut claim) = claim {
            claim.incident = claim.kind.has_incident().then(|| self.labelled(label));
            self.draft.set(id, claim);
        }
        Ok(RowResult::Added)
    }

    /// What the row claims, if anything, and its code.
    fn mark(&mut self, row: &Row<'_>) -> Checked<(Option<ClaimType>, CodeId)> {
        let kind: Option<Kind> = word("kind", row.cell("kind"), Kind::ALL)?;
        let outcome: Option<Outcome> = word("outcome", row.cell("outcome"), Outcome::ALL)?;
        let named = row.cell("code").trim();
        let code = if named.is_empty() { None } else { Some(self.code(named, false)?) };
        let marks = code
            .and_then(|id| self.draft.get(id))
            .and_then(|code: std::sync::Arc<tollbook_core::model::Code>| code.claim);
        let mark = match (kind, outcome, marks) {
            (Some(Kind::Incident), None, None) => {
                return Err(CellProblem::new(
                    "outcome",
                    "An incident needs an outcome, such as killed, or a code that says it.",
                ));
            }
            (Some(Kind::Incident), None, Some(marks)) => Some(marks),
            (Some(kind), outcome, _) => Some(ClaimType::for_claim(kind, outcome)),
            (None, _, Some(marks)) => Some(marks),
            (None, Some(outcome), None) if code.is_none() => {
                Some(ClaimType::for_claim(Kind::Incident, Some(outcome)))
            }
            (None, Some(_), None) => {
                return Err(CellProblem::new(
                    "outcome",
                    "This code makes no claim; clear the outcome, or give a kind.",
                ));
            }
            (None, None, None) if code.is_some() => None,
            (None, None, None) => return Err(CellProblem::new("code", "Give a code, a kind or an outcome.")),
        };
        let code = match (code, mark) {
            (Some(code), _) => Some(code),
            (None, Some(mark)) => {
                let known = self.names.code(mark.as_str()).or_else(|| self.base.project.code_for(mark));
                // A project may be older than one of the outcomes.
                Some(known.unwrap_or_else(|| self.add_code(start::claiming_code(mark))))
            }
            (None, None) => None,
        };
        let code =
            code.ok_or_else(|| CellProblem::new("code", "The codebook has no code for this; give one."))?;
        Ok((mark, code))
    }

    /// Refuses a row that says of an annotation of the project something other than the project does: what it
    /// says would be dropped unseen.
    fn refuse_other_values(&mut self, row: &Row<'_>, there: AnnotationId) -> Checked<()> {
        let project = &self.base.project;
        let Some(annotation) = project.annotations.get(there) else { return Ok(()) };
        let article = project.articles.get(annotation.article);
        let mut now = Cells::default();
        annotations::row(&mut now, &mut Names::new(project), article, (there, annotation), (None, None));
        let is_total = project.claims.get(there).is_some_and(|claim| claim.kind == Kind::Total);
        // The days of a total are those of its scope.
        let compared = COMPARED.into_iter().filter(|column| !(is_total && column.starts_with("date")));
        for column in compared {
            let Some(place) = ANNOTATIONS.place(column) else { continue };
            let (given, known) = (row.cell(column), now.get(place));
            if !given.trim().is_empty() && plain(given) != plain(known) {
                let known = if known.is_empty() { "nothing".to_owned() } else { format!("“{known}”") };
                return Err(CellProblem::new(
                    column,
                    format!(
                        "The project has this annotation already and says {known} here; change it there, or give its \
                         annotation_id ({there}) to change it by this file."
                    ),
                ));
            }
        }
        Ok(())
    }

    /// The mark that the project has of this passage already.
    fn same_mark(
        &self,
        article: ArticleId,
        span: &Range<usize>,
        code: CodeId,
        coder: EntryId,
    ) -> Option<AnnotationId> {
        self.base.answers.index.annotations(article).find(|id| {
            self.base
                .project
                .annotations
                .get(*id)
                .is_some_and(|known| known.span() == *span && known.code == code && known.coder == coder)
        })
    }

    fn foreign_claim(
        &mut self,
        row: &Row<'_>,
        mark: ClaimType,
        article: ArticleId,
        text: &str,
        span: &Range<usize>,
    ) -> Checked<Claim> {
        let published = self.draft.get::<Article>(article).and_then(|article| article.published);
        let cell = |column: &str| row.cell(column).trim();
        let kind = word("kind", cell("kind"), Kind::ALL)?.unwrap_or(mark.kind());
        let outcome = word("outcome", cell("outcome"), Outcome::ALL)?.or(mark.outcome());
        let drafted = (self.drafts)(&Passage { article, published, text, span: span.clone(), kind, outcome });
        let mut claim = drafted.clone();
        let set = fields(cell("set_by_coder"))?;
        // A field is the row's if any of its cells is filled in, or if the row says that it is.
        let says = |field: ClaimField| {
            let mut parts = CLAIM_COLUMNS.iter().filter(|part| part.field == field);
            set.contains(field) || parts.any(|part| part.names().any(|column| !cell(column).is_empty()))
        };
        claim.set_by_coder = set;
        if says(ClaimField::Kind) {
            claim.kind = kind;
            claim.set_by_coder.insert(ClaimField::Kind);
        }
        if says(ClaimField::Outcome) {
            claim.outcome = outcome;
            claim.set_by_coder.insert(ClaimField::Outcome);
        }
        if says(ClaimField::Count) {
            claim.count = figures(COUNT, COUNT.map(cell))?;
            if claim.count != drafted.count || !cell("count_as_written").is_empty() {
                cell("count_as_written").clone_into(&mut claim.count_as_written);
            }
            claim.set_by_coder.insert(ClaimField::Count);
        }
        // Of a total the days are those from which and at which it counts: see the scope.
        if claim.kind != Kind::Total && says(ClaimField::Date) {
            self.foreign_date(row, &drafted, &mut claim)?;
        }
        let scope = ["definition", "as_of", "from", "scope_operations", "scope_countries"];
        let scoped = claim.kind == Kind::Total
            && (ClaimField::SCOPE.iter().any(|field| set.contains(*field))
                || scope.iter().any(|column| !cell(column).is_empty()));
        if scoped {
            self.foreign_scope(row, &mut claim)?;
        }
        if says(ClaimField::Operations) || scoped {
            let mut named = split_list(cell("operations"));
            named.extend(split_list(cell("scope_operations")).into_iter().filter(|_| scoped));
            claim.operations = self.operations_named("operations", &named, false)?;
            claim.operations.dedup();
            if claim.operations != drafted.operations {
                claim.operations_basis = (!claim.operations.is_empty()).then_some(OperationBasis::Coder);
            }
            claim.operations_basis = word("operations_basis", cell("operations_basis"), OperationBasis::ALL)?
                .or(claim.operations_basis);
            claim.set_by_coder.insert(ClaimField::Operations);
        }
        let row = ClaimRow { cell: &cell, package: false };
        for adds_names in [false, true] {
            for part in CLAIM_COLUMNS {
                let is_plain = !READ_WITH_THE_DRAFT.contains(&part.field);
                if is_plain && part.adds_names() == adds_names && says(part.field) {
                    (part.read)(self, row, &mut claim)?;
                    claim.set_by_coder.insert(part.field);
                }
            }
        }
        Ok(claim)
    }

    /// The row's date; where the draft has the same, its words and basis stand too.
    fn foreign_date(&mut self, row: &Row<'_>, drafted: &Claim, claim: &mut Claim) -> Checked<()> {
        let cell = |column: &str| row.cell(column).trim();
        claim.date = range(DATE, DATE.map(cell))?;
        let same = claim.date == drafted.date && drafted.date_incident.is_none();
        if !same {
            claim.date_as_written.clear();
            claim.date_basis = claim.date.map(|_| DateBasis::Coder);
            (claim.date_incident, claim.date_offset_days) = (None, None);
        }
        if !cell("date_as_written").is_empty() {
            cell("date_as_written").clone_into(&mut claim.date_as_written);
        }
        claim.date_basis = word("date_basis", cell("date_basis"), DateBasis::ALL)?.or(claim.date_basis);
        claim.set_by_coder.insert(ClaimField::Date);
        Ok(())
    }

    /// The scope of a total, all of it: a total of some countries names no operation, and what the
    /// draft may have found would narrow it.
    fn foreign_scope(&mut self, row: &Row<'_>, claim: &mut Claim) -> Checked<()> {
        let cell = |column: &str| row.cell(column).trim();
        claim.scope_from = match cell("from") {
            "" => day("date_start", cell("date_start"))?,
            from => day("from", from)?,
        };
        claim.as_of = day("as_of", cell("as_of"))?.map(DateRange::day);
        (claim.scope_areas, claim.scope_countries) = (Vec::new(), Vec::new());
        for name in split_list(cell("scope_countries")) {
            match self.names.entry(List::Area, &name) {
                Some(area) => claim.scope_areas.push(area),
                None => claim.scope_countries.push(name),
            }
        }
        claim.definition = self.entry(List::Definition, cell("definition"));
        ClaimField::SCOPE.into_iter().for_each(|field| claim.set_by_coder.insert(field));
        Ok(())
    }

    /// A new incident for a claim, joined to the one that its label stands for.
    ///
    /// Each claim is born with an incident of its own, so that it can be split off again.
    fn labelled(&mut self, label: &str) -> IncidentId {
        if label.is_empty() {
            return self.new_incident(None, "");
        }
        if let Some(known) = self.labels.get(label) {
            let root = self.root(*known);
            return self.new_incident(Some(root), "");
        }
        if let Some(known) = label.parse().ok().filter(|id| self.draft.get::<Incident>(*id).is_some()) {
            let root = self.root(known);
            return self.new_incident(Some(root), "");
        }
        let id = self.new_incident(None, title(label));
        self.labels.insert(label.to_owned(), id);
        id
    }

    /// Evidence and totals, once every label stands for an incident.
    pub(super) fn attach(&mut self, later: Vec<Later<'_>>) {
        for Later { row, annotation, total } in later {
            let cell = row.cell("incident_id").trim();
            if total {
                match self.incident_named("incident_id", cell) {
                    Ok(incident) => {
                        self.draft.update(annotation, |claim: &mut Claim| claim.as_of_incident = incident);
                    }
                    Err(why) => self.warn(row.refuse(why.column, why.why).to_string()),
                }
                continue;
            }
            // A label may hold a `;` itself.
            let labels =
                if self.labels.contains_key(cell) { vec![cell.to_owned()] } else { split_list(cell) };
            for label in labels {
                let incident = match self.incident_named("incident_id", &label) {
                    Ok(Some(incident)) => incident,
                    _ => {
                        let incident = self.new_incident(None, title(&label));
                        self.labels.insert(label, incident);
                        incident
                    }
                };
                let link = Link {
                    from: annotation.0,
                    relation: Relation::Evidence,
                    to: self.root(incident).0,
                    value: String::new(),
                };
                let id = self.draft.stamp.mint();
                self.draft.set::<Link>(id, link);
            }
        }
    }
}

/// A label of several words names the incident; a number or a key does not.
fn title(label: &str) -> &str {
    if label.contains(char::is_whitespace) { label } else { "" }
}
