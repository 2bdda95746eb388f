//! A whole project written as one short text, for tests.
//!
//! A line is one thing that a coder did, and one edit:
//!
//! ```text
//! operation Takuba begins=2020-03-27 ends=2022-06-30 area=Sahel
//! article a 2019-11-27 voice=AFP          the marks that follow are in it
//! killed k 13 date=2019-11-25 op=Barkhane a claim named k, born with an incident of its own
//! wounded w 2/-/- side=civilians          low/best/high; "-" is blank
//! total t 38 areas=Sahel from=2013-01-11 definition=in_combat as_of_incident=k
//! set k count=12                          fields of a claim, as above
//! article a voice=Reuters                 the article again, with other fields
//! incident k hostile=yes                  the coder's overrides for k's incident
//! estimate k killed 2/3/4 reason=why      the coder's own figures for it
//! join k2 k3 k                            the incidents of k2 and k3 are that of k
//! split k2
//! set k died=2019-11-02 others=yes        died of wounds (- is a day not known), and is none of those killed at once
//! choose k2                               its figure speaks for its voice
//! exclude k t                             k's incident is not inside the total t
//! apart k k2
//! delete w
//! undo
//! read a    done a
//! ```
//!
//! Dates are `2019-11-25`, `2019-11`, `2019-Q4`, `2019`, `2020-01-01..2020-01-09` for somewhere
//! between, `2020-01-01+2020-01-09` for an event of several days. `_` stands for a space. People
//! are on the project's own side unless `side=` says otherwise; `-` is a blank.

use std::collections::HashMap;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::Answers;
use super::answers::Before;
use super::incident::IncidentView;
use super::look_alikes::LookAlikes;
use super::timeline::Query;
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Claim, ClaimField, CodeId, Coverage, CoverageId, DateRange,
    Draft, Edit, EntryId, Estimate, EstimateId, Figures, Incident, IncidentId, Link, LinkId, List, Mark,
    Operation, OperationId, Origin, Outcome, Precision, Project, ProjectId, ReadState, Relation, Stamp,
    Touched, start,
};

/// A project and the names that its text gave to things.
pub struct Story {
    pub project: Project,
    /// Kept up to date line by line, as the program keeps them.
    pub answers: Answers,
    /// The same.
    pub look_alikes: LookAlikes,
    pub stamp: Stamp,
    names: HashMap<String, AnnotationId>,
    article: Option<ArticleId>,
    /// Of each edit, where somebody wants to know: the facts and the answers after it, and what the
    /// answers were.
    pub befores: Option<Vec<(Project, Answers, Before)>>,
    /// Where the next mark begins.
    at: usize,
    undo: Vec<Edit>,
}

/// The story that a text tells.
pub fn story(text: &str) -> Story {
    let mut story = Story::begin();
    story.tell(text);
    story
}

impl Story {
    /// A project just begun.
    pub fn begin() -> Self {
        let at = Timestamp::from_millisecond(1_700_000_000_000).unwrap();
        let mut stamp = Stamp::new(at, EntryId(Uuid::nil()), 1);
        let (project, _) = start::begin(ProjectId(Uuid::from_u128(9)), "Sahel", "Ada", &mut stamp);
        let answers = Answers::of(&project);
        let names = HashMap::new();
        let look_alikes = LookAlikes::default();
        let (befores, article) = (None, None);
        Self { project, answers, look_alikes, stamp, names, befores, article, at: 0, undo: Vec::new() }
    }

    /// Does what the lines of a text say.
    pub fn tell(&mut self, text: &str) {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.try_line(line).unwrap_or_else(|refused| panic!("{line}: {refused}"));
        }
    }

    /// Does what one line says, if the door lets it through.
    pub fn try_line(&mut self, line: &str) -> Result<(), crate::model::Conflict> {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words[0] == "undo" {
            let Some(edit) = self.undo.pop() else { return Ok(()) };
            let inverse = edit.inverse(&mut self.stamp);
            return self.apply(&inverse).map(|_| ());
        }
        let project = self.project.clone();
        let mut stamp = self.stamp.clone();
        let mut draft = Draft::new(&project, &mut stamp);
        let named = self.draft(&mut draft, &words);
        let edit = draft.finish(words[0]);
        self.stamp = stamp;
        if let Some(edit) = edit {
            self.apply(&edit)?;
            self.undo.push(edit);
            self.names.extend(named);
        }
        Ok(())
    }

    fn apply(&mut self, edit: &Edit) -> Result<Touched, crate::model::Conflict> {
        let touched = self.project.apply(edit)?;
        let before = self.answers.update(&self.project, &touched);
        let claims = touched.claims.iter().chain(&touched.annotations).copied().collect();
        match before.roots() {
            Some(roots) => self.look_alikes.update(&self.project, &self.answers, &roots, &claims, &|_| None),
            None => {
                let all = LookAlikes::of(&self.project, &self.answers, &|_| None, &|_, _| true);
                self.look_alikes = all.expect("nobody cancels");
            }
        }
        if let Some(befores) = &mut self.befores {
            befores.push((self.project.clone(), self.answers.clone(), before));
        }
        Ok(touched)
    }

    /// Drafts what a line says; gives back the name of what it marks.
    fn draft(&mut self, draft: &mut Draft<'_>, words: &[&str]) -> Option<(String, AnnotationId)> {
        let (fields, names): (Vec<&str>, Vec<&str>) = words[1..].iter().partition(|word| word.contains('='));
        let fields: Vec<(&str, &str)> = fields.iter().map(|field| field.split_once('=').unwrap()).collect();
        match (words[0], names.as_slice()) {
            ("operation", [name]) => self.operation(draft, name, &fields),
            ("article", [path, more @ ..]) => {
                let id = ArticleId::of(draft.project().id(), path);
                let mut article =
                    draft.get::<Article>(id).map_or_else(|| article(path), |row| (*row).clone());
                if let Some(published) = more.first() {
                    article.published = date(published);
                }
                for (key, value) in &fields {
                    match *key {
                        "voice" => article.voice = text(value),
                        "source" => article.source = text(value),
                        _ => panic!("an article has no {key}"),
                    }
                }
                draft.set(id, article);
                self.article = Some(id);
            }
            ("set", [name]) => {
                draft.update::<Claim>(self.claim(name), |claim| self.fill(claim, &fields));
            }
            ("incident", [name]) => {
                let id = self.incident(name);
                draft.update::<Incident>(id, |incident| {
                    for (key, value) in &fields {
                        match *key {
                            "title" => incident.title = text(value),
                            "op" => incident.operation = self.operations(value).first().copied(),
                            "date" => incident.date = date(value),
                            "country" => incident.country = text(value),
                            "place" => incident.place = text(value),
                            "cause" => incident.cause = self.entry(List::Cause, value),
                            "hostile" => incident.hostile = value.parse().ok(),
                            _ => panic!("an incident has no {key}"),
                        }
                    }
                });
            }
            ("estimate", [name, outcome, figures]) => {
                let Figures { low, best, high } = count(figures);
                let side = fields.iter().find(|(key, _)| *key == "side");
                let reason = fields.iter().find(|(key, _)| *key == "reason");
                let id: EstimateId = draft.stamp.mint();
                let estimate = Estimate {
                    incident: self.incident(name),
                    side: side.map_or(self.project.own_side(), |(_, side)| self.entry(List::Side, side)),
                    outcome: outcome.parse().unwrap(),
                    low,
                    best,
                    high,
                    reason: reason.map_or_else(String::new, |(_, reason)| text(reason)),
                };
                draft.set(id, estimate);
            }
            ("join", [joined @ .., into]) => {
                let into = self.incident(into);
                for name in joined {
                    draft.update::<Incident>(self.incident(name), |incident| incident.joined_to = Some(into));
                }
            }
            ("split", [name]) => {
                draft.update::<Incident>(self.incident(name), |incident| incident.joined_to = None);
            }
            ("choose", [name]) => {
                let (claim, incident) = (self.claim(name), self.incident(name));
                link(draft, claim.0, Relation::FigureChosen, incident.0);
            }
            ("exclude", [name, total]) => {
                let (incident, total) = (self.incident(name), self.claim(total));
                link(draft, incident.0, Relation::ExcludedFromTotal, total.0);
            }
            ("apart", [a, b]) => {
                let (a, b) = (self.incident(a), self.incident(b));
                link(draft, a.0, Relation::KeptApart, b.0);
            }
            ("delete", [name]) => {
                let (claim, incident) = (self.claim(name), self.incident(name));
                draft.remove::<Claim>(claim);
                draft.remove::<Annotation>(claim);
                for (id, estimate) in self.project.estimates.iter() {
                    if estimate.incident == incident {
                        draft.remove::<Estimate>(id);
                    }
                }
                for (id, link) in self.project.links.iter() {
                    if [claim.0, incident.0].iter().any(|end| [link.from, link.to].contains(end)) {
                        draft.remove::<Link>(id);
                    }
                }
                draft.remove::<Incident>(incident);
            }
            (state, [path]) if state.parse::<ReadState>().is_ok() => {
                let article = ArticleId::of(self.project.id(), path);
                let coder = draft.stamp.coder;
                let state = state.parse().unwrap();
                draft.set(CoverageId::of(article, coder), Coverage { article, coder, state });
            }
            (mark, [name, figures @ ..]) => {
                let id = self.mark(draft, mark.parse().unwrap(), figures.first().copied(), &fields);
                return Some(((*name).to_owned(), id));
            }
            _ => panic!("nobody knows what this means"),
        }
        None
    }

    fn operation(&self, draft: &mut Draft<'_>, name: &str, fields: &[(&str, &str)]) {
        let mut operation = Operation {
            name: text(name),
            aliases: Vec::new(),
            begins: None,
            ends: None,
            area: Vec::new(),
            follows: None,
            colour: crate::model::Colour::nth(0),
        };
        for (key, value) in fields {
            match *key {
                "begins" => operation.begins = value.parse().ok(),
                "ends" => operation.ends = value.parse().ok(),
                "area" => operation.area = texts(value),
                _ => panic!("an operation has no {key}"),
            }
        }
        let known = self.project.operation_named(&operation.name);
        let id = known.unwrap_or_else(|| draft.stamp.mint::<OperationId>());
        draft.set(id, operation);
    }

    fn mark(
        &mut self,
        draft: &mut Draft<'_>,
        mark: Mark,
        figures: Option<&str>,
        fields: &[(&str, &str)],
    ) -> AnnotationId {
        let id: AnnotationId = draft.stamp.mint();
        let (fields, places): (Vec<_>, Vec<_>) = fields.iter().partition(|(key, _)| *key != "at");
        let start = places.first().map_or(self.at, |(_, at)| at.parse().unwrap());
        self.at = start + 10;
        let annotation = Annotation {
            article: self.article.unwrap(),
            code: self.project.code_for(mark).unwrap_or(CodeId(Uuid::nil())),
            start,
            end: start + 5,
            quote: "quote".to_owned(),
            prefix: String::new(),
            suffix: String::new(),
            memo: String::new(),
            coder: draft.stamp.coder,
            created: draft.stamp.at,
            modified: draft.stamp.at,
            origin: Origin::Hand,
        };
        let outcome = mark.outcome().or((mark != Mark::Strength).then_some(Outcome::Killed));
        let mut claim = Claim::blank(mark.kind(), outcome);
        claim.side = self.project.own_side();
        claim.count = figures.map_or(Figures::BLANK, count);
        self.fill(&mut claim, &fields);
        if claim.kind.has_incident() {
            let incident: IncidentId = draft.stamp.mint();
            draft.set(incident, Incident::blank());
            claim.incident = Some(incident);
        }
        draft.set(id, annotation);
        draft.set(id, claim);
        id
    }

    fn fill(&self, claim: &mut Claim, fields: &[(&str, &str)]) {
        for (key, value) in fields {
            match *key {
                "count" => claim.count = count(value),
                "date" => claim.date = date(value),
                "after" => {
                    let (name, days) = value.split_once(':').unwrap();
                    claim.date_incident = Some(self.incident(name));
                    claim.date_offset_days = days.parse().ok();
                }
                "op" => claim.operations = self.operations(value),
                "country" => claim.country = text(value),
                "place" => claim.place = text(value),
                "hostile" => claim.hostile = value.parse().ok(),
                "victims" => claim.victims = text(value),
                "cause" => claim.cause = self.entry(List::Cause, value),
                "side" => claim.side = self.entry(List::Side, value),
                "outcome" => claim.outcome = value.parse().ok(),
                "kind" => claim.kind = value.parse().unwrap(),
                "standing" => claim.standing = value.parse().unwrap(),
                "died" => {
                    claim.died_of_wounds = true;
                    claim.death_date = value.parse().ok();
                }
                "others" => {
                    claim.part_exclusive = *value == "yes";
                    claim.set_by_coder.insert(ClaimField::Exclusive);
                }
                "exclusive" => claim.part_exclusive = *value == "yes",
                "countries" => claim.scope_countries = texts(value),
                "areas" => {
                    claim.scope_areas =
                        value.split(';').filter_map(|area| self.entry(List::Area, area)).collect();
                }
                "definition" => claim.definition = self.entry(List::Definition, value),
                "from" => claim.scope_from = value.parse().ok(),
                "as_of" => claim.as_of = date(value),
                "as_of_incident" => claim.as_of_incident = Some(self.incident(value)),
                _ => panic!("a claim has no {key}"),
            }
        }
    }

    /// The first entry of a list in whose name `word` stands.
    fn entry(&self, list: List, word: &str) -> Option<EntryId> {
        let wanted = text(word).to_lowercase();
        let found = self.project.list(list).find(|(_, entry)| entry.value.to_lowercase().contains(&wanted));
        (word != "-").then(|| found.unwrap_or_else(|| panic!("no {list} is called {word}")).0)
    }

    fn operations(&self, names: &str) -> Vec<OperationId> {
        let names = texts(names);
        names.iter().map(|name| self.project.operation_named(name).expect("an operation")).collect()
    }

    /// Whether there is a claim with this name that belongs to an incident.
    pub fn has(&self, name: &str) -> bool {
        let claim = self.names.get(name).and_then(|id| self.project.claims.get(*id));
        claim.is_some_and(|claim| claim.incident.is_some())
    }

    /// Whether there is a claim with this name.
    pub fn is_marked(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|id| self.project.claims.contains(*id))
    }

    /// The claim with this name.
    pub fn claim(&self, name: &str) -> AnnotationId {
        *self.names.get(name).unwrap_or_else(|| panic!("nothing is called {name}"))
    }

    /// The incident with which the claim was born.
    pub fn incident(&self, name: &str) -> IncidentId {
        let claim = self.project.claims.get(self.claim(name)).expect("a claim that is still there");
        claim.incident.expect("a claim with an incident")
    }

    /// What is known of the incident of a claim.
    pub fn view(&self, name: &str) -> &IncidentView {
        self.answers.incident_of(self.claim(name)).expect("an incident")
    }

    /// The name of the first claim of an incident.
    pub fn name_of(&self, incident: IncidentId) -> String {
        let claims = self.answers.incident(incident).map(|view| view.claims.clone()).unwrap_or_default();
        let first = claims.first().copied();
        let mut names = self.names.iter().filter(|(_, id)| Some(**id) == first);
        names.next().map_or_else(|| "nobody".to_owned(), |(name, _)| name.clone())
    }

    /// The bars and what is not drawn, a line each: `Barkhane 2019-11 killed 13`.
    pub fn chart(&self, query: &Query) -> String {
        let timeline = self.answers.timeline(&self.project, query);
        let bars = timeline.bars.iter().map(|(bar, sum)| {
            let operation = self.project.operation_name(Some(bar.operation));
            format!("{operation} {} {} {sum}\n", bar.period, bar.outcome)
        });
        let not_drawn = timeline.not_drawn.iter().map(|not_drawn| {
            let name = self.name_of(not_drawn.incident);
            format!("not drawn {name} {}: {}\n", not_drawn.outcome, not_drawn.why)
        });
        let mut lines: Vec<String> = bars.collect();
        lines.sort();
        lines.into_iter().chain(not_drawn).collect()
    }

    /// What an incident comes to: `2019-11-25, Barkhane, Mali, hostile yes: 13 killed (one voice)`,
    /// with `!` where claims disagree.
    pub fn known(&self, name: &str) -> String {
        let view = self.view(name);
        let project = &self.project;
        let mut parts = Vec::new();
        let mut part = |known: Option<String>, conflict: bool| {
            let mark = if conflict { "!" } else { "" };
            if known.is_some() || conflict {
                parts.push(format!("{}{mark}", known.unwrap_or_default()));
            }
        };
        part(view.date.value.map(|date| date.to_string()), view.date.conflict);
        let operation = view.operation.value.map(|id| project.operation_name(Some(id)).to_owned());
        part(operation, view.operation.conflict);
        part(view.country.value.clone(), view.country.conflict);
        part(view.place.value.clone(), view.place.conflict);
        part(view.hostile.value.map(|hostile| format!("hostile {hostile}")), view.hostile.conflict);
        let estimates = view.estimates.iter().map(|estimated| {
            let side = (estimated.side != project.own_side()).then(|| project.entry_name(estimated.side));
            let side = side.map_or_else(String::new, |side| format!(" of {side}"));
            format!("{} {}{side} ({})", estimated.figures, estimated.outcome, estimated.rule)
        });
        let mut estimates: Vec<String> = estimates.collect();
        estimates.sort();
        format!("{}: {}", parts.join(", "), estimates.join(", "))
    }

    /// `38 against 13: 25 not in the corpus (k, k2; perhaps k3)`.
    pub fn compared(&self, total: &str) -> String {
        let totals = &self.answers.totals;
        let compared = totals.get(self.claim(total)).expect("a total");
        let members = totals.members(&self.answers, self.claim(total));
        let names =
            |ids: &[IncidentId]| ids.iter().map(|&id| self.name_of(id)).collect::<Vec<_>>().join(", ");
        let mut inside = names(&members.inside);
        if !members.perhaps.is_empty() {
            inside += &format!("; perhaps {}", names(&members.perhaps));
        }
        format!("{} against {}: {} ({inside})", compared.reported, compared.counted, compared.verdict)
    }
}

fn article(path: &str) -> Article {
    Article {
        path: path.to_owned(),
        sha256: String::new(),
        title: path.to_owned(),
        published: None,
        published_basis: None,
        published_as_written: String::new(),
        source: String::new(),
        voice: String::new(),
        memo: String::new(),
    }
}

fn link(draft: &mut Draft<'_>, from: Uuid, relation: Relation, to: Uuid) {
    let id: LinkId = draft.stamp.mint();
    draft.set(id, Link { from, relation, to, value: String::new() });
}

fn text(word: &str) -> String {
    if word == "-" { String::new() } else { word.replace('_', " ") }
}

fn texts(words: &str) -> Vec<String> {
    words.split(';').map(text).filter(|text| !text.is_empty()).collect()
}

/// `13`, `2/3/4`, `2/-/-` or `-`.
fn count(word: &str) -> Figures {
    let ends: Vec<Option<u64>> = word.split('/').map(|end| end.parse().ok()).collect();
    match ends.as_slice() {
        [low, best, high] => Figures { low: *low, best: *best, high: *high },
        [Some(exactly)] => Figures::exactly(*exactly),
        _ => Figures::BLANK,
    }
}

fn date(word: &str) -> Option<DateRange> {
    let day = |text: &str| Date::from_str(text).unwrap_or_else(|_| panic!("{text} is no day"));
    let between = |(first, last): (&str, &str), how| DateRange::new(day(first), day(last), how);
    match word.len() {
        1 => None,
        4 => Some(DateRange::year(day(&format!("{word}-01-01")))),
        7 if word.contains('Q') => {
            let quarter: u8 = word[6..].parse().unwrap();
            Some(DateRange::quarter(day(&format!("{}-{:02}-01", &word[..4], quarter * 3))))
        }
        7 => Some(DateRange::month(day(&format!("{word}-01")))),
        10 => Some(DateRange::day(day(word))),
        _ => match word.split_once("..") {
            Some(ends) => between(ends, Precision::Range),
            None => between(word.split_once('+').unwrap(), Precision::Days),
        },
    }
}
