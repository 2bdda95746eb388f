//! Two changes in one frame are both kept, since each names the one field that it changes.

use super::annotating::tests::Desk;
use crate::action::*;
use crate::articles::{Grouping, Sort};
use crate::preferences::{Dock, PreferenceChange, Switch, Theme};
use tollbook_core::analysis::table::Column;
use tollbook_core::analysis::timeline::Grain;
use tollbook_core::model::{Hostile, Kind, Outcome};

/// Tells the state several actions that were made from one frame's state.
fn in_one_frame(actions: Vec<Action>) -> Desk {
    let mut desk = Desk::new("Four soldiers were killed near Gao.");
    for action in actions {
        desk.tell(action);
    }
    desk
}

#[test]
fn preferences_changed_in_one_frame_are_all_kept() {
    let changes = [
        PreferenceChange::Theme(Theme::Dark),
        PreferenceChange::Set(Switch::CodeLabels, true),
        PreferenceChange::Set(Switch::ChartSpread, true),
        PreferenceChange::ShowDock(Dock::Totals),
        PreferenceChange::Sort(Sort::Title),
        PreferenceChange::Grouping(Grouping::Month),
        PreferenceChange::ZoomBy(2),
    ];
    let desk = in_one_frame(changes.map(Action::Preference).to_vec());
    let chosen = &desk.state.preferences;
    assert_eq!((chosen.theme, chosen.code_labels, chosen.chart.spread), (Theme::Dark, true, true));
    assert_eq!(
        (chosen.dock, chosen.list.sort, chosen.list.grouping),
        (Dock::Totals, Sort::Title, Grouping::Month)
    );
    assert!((chosen.zoom - 1.2).abs() < 1e-6);
}

#[test]
fn what_the_chart_is_asked_in_one_frame_is_all_kept() {
    let ask = |question| Action::Chart(ChartAction::Ask(question));
    let desk = in_one_frame(vec![
        ask(ChartQuestion::Period(Grain::Year)),
        ask(ChartQuestion::Outcome(Outcome::Wounded)),
        ask(ChartQuestion::Toggle(FilterValue::Hostile(Hostile::Yes))),
        ask(ChartQuestion::Toggle(FilterValue::Hostile(Hostile::No))),
        ask(ChartQuestion::Toggle(FilterValue::Source("AFP".to_owned()))),
        ask(ChartQuestion::AllSides),
        Action::Chart(ChartAction::WhatIf(WhatIfChange::OnlyHostile(true))),
        Action::Chart(ChartAction::WhatIf(WhatIfChange::TwoSources(true))),
    ]);
    let open = desk.state.workspace.as_ref().unwrap();
    assert_eq!((open.query.grain, open.query.sides.is_none()), (Grain::Year, true));
    assert_eq!(open.query.outcomes, [Outcome::Wounded].into());
    assert_eq!(open.query.hostile, Some([Hostile::Yes, Hostile::No].into()));
    assert_eq!(open.query.sources.as_ref().map(|sources| sources.len()), Some(1));
    assert!(open.what_if.only_hostile && open.what_if.two_sources);
}

#[test]
fn sides_are_never_none_and_all_of_them_filter_nothing() {
    let toggle = |side| Action::Chart(ChartAction::Ask(ChartQuestion::ToggleSide(side)));
    let (template, recorded) = ("french-operations".to_owned(), vec!["French forces".to_owned()]);
    let begin =
        Action::Project(ProjectAction::Begin(Beginning { template, recorded, ..Beginning::default() }));
    let mut desk = in_one_frame(vec![begin]);
    let sides = |desk: &Desk| desk.state.workspace.as_ref().unwrap().query.sides.clone();
    let only = sides(&desk).and_then(|sides| sides.first().copied()).unwrap();
    desk.tell(toggle(only));
    assert_eq!(sides(&desk), Some([only].into()), "the last one stays");
    let project = desk.state.workspace.as_ref().unwrap().project.clone();
    let all = project.list(tollbook_core::model::List::Side).map(|(id, _)| Some(id)).chain([None]);
    for side in all.filter(|side| *side != only) {
        desk.tell(toggle(side));
    }
    assert_eq!(sides(&desk), None);
}

#[test]
fn what_the_table_is_asked_in_one_frame_is_all_kept() {
    let desk = in_one_frame(vec![
        Action::Table(TableAction::Filter(TableFilter::Words("gao".to_owned()))),
        Action::Table(TableAction::Filter(TableFilter::Kind(Some(Some(Kind::Total))))),
        Action::Table(TableAction::Sort(Column::Place)),
        Action::Table(TableAction::Sort(Column::Place)),
    ]);
    let question = &desk.state.workspace.as_ref().unwrap().table.question;
    assert_eq!((question.wanted.words.as_str(), question.wanted.kind), ("gao", Some(Some(Kind::Total))));
    assert_eq!((question.sort, question.descending), (Column::Place, true));
}

#[test]
fn a_path_is_asked_for_and_answered_in_one_way() {
    use crate::effect::{Done, Effect};
    use tollbook_files::exchange::ExportFormat;
    let mut desk = in_one_frame(vec![]);
    let asked = desk.tell(Action::AskPath(PathPurpose::Export(ExportFormat::Csv)));
    assert!(matches!(asked[..], [Effect::AskPath(PathPurpose::Export(_))]));
    let done = desk.tell(Done::PathChosen(PathPurpose::Export(ExportFormat::Csv), vec!["/package".into()]));
    assert!(matches!(done[..], [Effect::Export(..)]));
    desk.tell(Done::NoDialog(PathPurpose::Codebook));
    assert_eq!(desk.state.asking, Some(PathPurpose::Codebook));
}

#[test]
fn a_name_without_an_ending_gets_that_of_the_chosen_format() {
    use crate::effect::{ChartExport, Done, Effect, Output};
    use tollbook_files::exchange::ChartFormat;
    let saved_to = |name: &str| {
        let export = ChartExport { format: ChartFormat::Pdf, ..ChartExport::default() };
        let purpose = PathPurpose::Save(Output::Chart(export));
        let effects = in_one_frame(vec![]).tell(Done::PathChosen(purpose, vec![name.into()]));
        let [Effect::WriteChart(_, to, _)] = &effects[..] else { panic!("the chart is saved") };
        to.path.display().to_string()
    };
    assert_eq!(saved_to("/deaths 2031"), "/deaths 2031.pdf");
    assert_eq!(saved_to("/deaths.svg"), "/deaths.svg");
}
