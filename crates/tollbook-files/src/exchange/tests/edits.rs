//! What was edited in between becomes an edit, which can be undone.

use std::path::PathBuf;

use jiff::civil::date;
use tempfile::TempDir;

use super::back::planned;
use super::sample::{small, snapshot, stamp};
use crate::exchange::{Options, Planned, export};
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::estimate::Rule;
use tollbook_core::model::*;

/// A project with its package, in which cells are then edited.
struct Edited {
    project: Project,
    home: TempDir,
}

impl Edited {
    fn new(project: Project) -> Self {
        let home = tempfile::tempdir().unwrap();
        export(&snapshot(&project), &home.path().join("out"), &Options::default(), &mut |_, _| true).unwrap();
        Self { project, home }
    }

    fn dir(&self) -> PathBuf {
        self.home.path().join("out")
    }

    /// Puts `to` into a column of the first row of a file in which some cell is `row`.
    fn cell(&self, file: &str, row: &str, column: &str, to: &str) -> &Self {
        let path = self.dir().join(file);
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let place = reader.headers().unwrap().iter().position(|header| header == column).unwrap();
        let headers = reader.headers().unwrap().clone();
        let mut rows: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        rows.iter_mut().find(|cells| cells.iter().any(|cell| cell == row)).unwrap()[place] = to.to_owned();
        let mut writer = csv::Writer::from_path(&path).unwrap();
        writer.write_record(&headers).unwrap();
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        self
    }

    /// Imports the package into its project; the edit can be undone without a trace.
    fn import(&self) -> (Project, Planned) {
        let planned = planned(&self.project, &[self.dir()]);
        let mut project = self.project.clone();
        let edit = planned.edit.clone().unwrap();
        project.apply(&edit).unwrap();
        let mut undone = project.clone();
        undone.apply(&edit.inverse(&mut stamp(6))).unwrap();
        assert_eq!(undone.claims, self.project.claims);
        assert_eq!(undone.incidents, self.project.incidents);
        assert_eq!(undone.estimates, self.project.estimates);
        (project, planned)
    }

    /// Imports the package into a project that was just begun.
    fn import_into_empty(&self) -> Project {
        let (mut project, _) =
            tollbook_core::analysis::fixture::begin(self.project.id(), "Sahel", "Ada", &mut stamp(5));
        let planned = planned(&project, &[self.dir()]);
        assert_eq!(planned.refused, []);
        project.apply(&planned.edit.unwrap()).unwrap();
        project
    }
}

fn killed(project: &Project) -> (AnnotationId, &Claim) {
    project.claims.iter().find(|(_, claim)| claim.outcome == Some(Outcome::Killed)).unwrap()
}

fn total(project: &Project) -> (AnnotationId, &Claim) {
    project.claims.iter().find(|(_, claim)| claim.kind == Kind::Total).unwrap()
}

fn estimated(project: &Project) -> (Figures, Rule, String) {
    let answers = Answers::from_project(project);
    let view = answers.incident_of(killed(project).0).unwrap();
    let estimated = view.estimates.first().unwrap();
    (estimated.figures, estimated.rule.clone(), estimated.reason.clone())
}

#[test]
fn a_changed_figure_of_an_incident_is_the_coders_own_and_has_its_reason() {
    let edited = Edited::new(small().0);
    edited.cell("incidents.csv", "13", "best", "12").cell("incidents.csv", "12", "low", "12");
    edited.cell("incidents.csv", "12", "estimate_reason", "one died later");
    let (project, planned) = edited.import();
    assert_eq!((planned.changed, planned.added), (1, 0));
    let figures = Figures { low: Some(12), best: Some(12), high: Some(13) };
    assert_eq!(estimated(&project), (figures, Rule::Coder, "one died later".to_owned()));
    assert_eq!(project.claims, edited.project.claims, "the claims say what they said");

    // The same edit on the way into an empty project.
    assert_eq!(estimated(&edited.import_into_empty()).0, figures);
}

#[test]
fn a_changed_claim_is_set_by_the_coder_and_changes_what_follows_from_it() {
    let edited = Edited::new(small().0);
    edited
        .cell("annotations.csv", "treize soldats", "count_best", "14")
        .cell("annotations.csv", "treize soldats", "count_high", "14")
        .cell("annotations.csv", "treize soldats", "place", "Liptako; \"east\"")
        .cell("annotations.csv", "treize soldats", "side", "Police");
    let (project, planned) = edited.import();
    assert_eq!((planned.changed, planned.added, planned.refused.len()), (1, 0, 0));
    let (id, claim) = killed(&project);
    assert_eq!(claim.count, Figures { low: Some(13), best: Some(14), high: Some(14) });
    assert_eq!(claim.set_by_coder.to_string(), "side;count;place");
    assert_eq!(project.entry_name(claim.side), "Police");
    assert!(planned.warnings.iter().any(|warning| warning.contains("“Police” is new in the list side")));
    assert!(
        project.annotations.get(id).unwrap().modified >= edited.project.annotations.get(id).unwrap().modified
    );
    assert_eq!(project.estimates.len(), 0, "what incidents.csv still says is no override");
    assert_eq!(estimated(&project).0.best, Some(14));
}

#[test]
fn a_field_of_an_incident_is_set_by_changing_it_and_cleared_by_taking_it_off_the_list() {
    let edited = Edited::new(small().0);
    edited.cell("incidents.csv", "Mali", "country", "Niger");
    let (project, _) = edited.import();
    let incident = killed(&project).1.incident.unwrap();
    assert_eq!(project.incidents.get(incident).unwrap().country, "Niger");

    let again = Edited::new(project);
    again.cell("incidents.csv", "Niger", "set_by_coder", "");
    let (project, _) = again.import();
    assert_eq!(project.incidents.get(incident).unwrap(), &Incident::blank());
}

#[test]
fn the_scope_of_a_total_is_edited_in_totals_and_its_figure_in_either_file() {
    let edited = Edited::new(small().0);
    edited
        .cell("totals.csv", "in combat", "countries", "Sahel; Togo")
        .cell("totals.csv", "in combat", "as_of_start", "2019-11-25")
        .cell("totals.csv", "in combat", "as_of_end", "2019-11-25")
        .cell("totals.csv", "in combat", "reported", "39")
        .cell("totals.csv", "in combat", "reported_high", "39")
        .cell("totals.csv", "in combat", "counted", "7");
    let (project, _) = edited.import();
    let claim = total(&project).1;
    assert_eq!(claim.scope_countries, ["Togo"]);
    assert_eq!(claim.scope_areas.len(), 1);
    assert_eq!(claim.as_of, Some(DateRange::day(date(2019, 11, 25))));
    assert_eq!(claim.count, Figures { low: Some(38), best: Some(39), high: Some(39) });
    assert_eq!(claim.set_by_coder.to_string(), "count;scope_countries;as_of");
    let empty = edited.import_into_empty();
    assert_eq!((total(&empty).1.count, total(&empty).1.as_of), (claim.count, claim.as_of));

    edited.cell("annotations.csv", "38", "count_best", "38").cell(
        "annotations.csv",
        "38",
        "count_high",
        "40",
    );
    let refused = planned(&edited.project, &[edited.dir()]).refused;
    assert!(
        refused[0]
            .to_string()
            .contains("totals.csv, line 2, column annotation_id: annotations.csv changes the count")
    );
}

#[test]
fn another_incident_in_a_claims_row_joins_and_a_blank_splits() {
    let edited = Edited::new(small().0);
    let (id, claim) = killed(&edited.project);
    let (own, other) = (claim.incident.unwrap(), IncidentId(other_incident(&edited.project, id)));
    edited.cell("annotations.csv", "treize soldats", "incident_id", &other.to_string());
    let (project, _) = edited.import();
    assert_eq!(project.claims.get(id).unwrap().incident, Some(own), "a claim keeps its incident");
    assert_eq!(project.root(own), other);

    let again = Edited::new(project);
    again.cell("annotations.csv", "treize soldats", "incident_id", "");
    let (project, _) = again.import();
    assert_eq!(project.root(own), own);
}

fn other_incident(project: &Project, than: AnnotationId) -> uuid::Uuid {
    let mut others = project.claims.iter().filter(|(id, _)| *id != than);
    others.find_map(|(_, claim)| claim.incident).unwrap().0
}

#[test]
fn the_short_files_are_edited_row_by_row_and_a_missing_row_deletes_nothing() {
    let edited = Edited::new(small().0);
    edited
        .cell("operations.csv", "Barkhane", "ends", "2022-11-10")
        .cell("codebook.csv", "unit", "parent", "person")
        .cell("lists.csv", "in combat", "detail", "yes")
        .cell("articles.csv", super::sample::PATH, "independent_source", "AFP")
        .cell("articles.csv", super::sample::PATH, "state", "read");
    std::fs::remove_file(edited.dir().join("links.csv")).unwrap();
    let path = edited.dir().join("operations.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("Serval")).collect();
    std::fs::write(&path, kept.join("\n")).unwrap();
    let (project, planned) = edited.import();
    assert_eq!((planned.changed, planned.added, planned.refused.len()), (4, 0, 0), "{:?}", planned.refused);
    let barkhane = project.operation_named("Barkhane").unwrap();
    assert_eq!(project.operations.get(barkhane).unwrap().ends, Some(date(2022, 11, 10)));
    assert!(project.operation_named("Serval").is_some());
    assert_eq!(project.articles.iter().next().unwrap().1.independent_source, "AFP");
    assert_eq!(project.coverage.iter().next().unwrap().1.state, ReadState::Read);
}

#[test]
fn a_moved_passage_takes_the_words_of_its_new_place() {
    let edited = Edited::new(small().0);
    edited.cell("annotations.csv", "treize soldats", "end", "28").cell(
        "annotations.csv",
        "treize soldats",
        "quote",
        "treize soldats tués",
    );
    let (project, planned) = edited.import();
    assert_eq!(planned.refused, []);
    let annotation = project.annotations.get(killed(&project).0).unwrap();
    assert_eq!(annotation.quote, "treize soldats tués");
    assert!(annotation.matches(super::sample::TEXT));
}

#[test]
fn derived_files_are_left_alone_with_one_notice() {
    let edited = Edited::new(small().0);
    edited.cell("series.csv", "Barkhane", "best", "99");
    let planned = planned(&edited.project, &[edited.dir()]);
    assert_eq!(planned.edit, None);
    assert_eq!(planned.warnings.len(), 1);
    assert!(planned.warnings[0].contains("series.csv follows from the incidents"));
}

#[test]
fn figures_left_behind_by_edited_claims_do_not_become_the_coders_own() {
    let edited = Edited::new(small().0);
    edited.cell("annotations.csv", "treize soldats", "count_best", "12");
    edited.cell("annotations.csv", "treize soldats", "count_low", "12");
    edited.cell("incidents.csv", "13", "memo", "looked at again");
    let (empty, _) =
        tollbook_core::analysis::fixture::begin(edited.project.id(), "Sahel", "Ada", &mut stamp(5));
    let planned = planned(&empty, &[edited.dir()]);
    let mut project = empty.clone();
    project.apply(&planned.edit.unwrap()).unwrap();
    assert_eq!(project.estimates.len(), 0);
    assert_eq!(estimated(&project).0.best, Some(12));
    assert!(
        planned.warnings.iter().any(|warning| warning.contains("add estimate to set_by_coder")),
        "{:?}",
        planned.warnings
    );
}
