//! Codebooks from elsewhere.

use super::sample::small;
use crate::exchange::{Planned, plan_codebook};
use tollbook_core::model::*;

/// What a codebook makes of a small project.
fn import(name: &str, text: &str) -> (Planned, Project) {
    let (mut project, mut stamp) = {
        let (project, _) = small();
        (project, Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(uuid::Uuid::nil()), 3))
    };
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(name);
    std::fs::write(&path, text).unwrap();
    stamp.coder = project.list(List::Coder).next().unwrap().0;
    let planned = plan_codebook(&project, &path, "Ada", &mut stamp).unwrap();
    if let Some(edit) = &planned.edit {
        project.apply(edit).unwrap();
    }
    (planned, project)
}

fn code<'a>(project: &'a Project, name: &str) -> &'a Code {
    project
        .codes
        .iter()
        .map(|(_, code)| code)
        .find(|code| code.name == name)
        .unwrap_or_else(|| panic!("{name}"))
}

fn above<'a>(project: &'a Project, name: &str) -> &'a str {
    code(project, name).parent.and_then(|id| project.codes.get(id)).map_or("", |code| code.name.as_str())
}

#[test]
fn other_programs_call_the_columns_by_other_names() {
    let text = "Name;Category;Color;Memo;Owner\n\
                Drone;Weapons;00AA11;Armed or not;Eve\n\
                Rocket;Weapons;;;Eve\n\
                Place;;;Where it was;Eve\n\
                Mine;;mauve;;Eve\n";
    let (planned, project) = import("codes.csv", text);
    assert_eq!((planned.added, planned.changed, planned.refused.len()), (3, 1, 1), "{:?}", planned.refused);
    assert_eq!(planned.edit.unwrap().label, "Import codebook codes.csv");
    assert_eq!(above(&project, "Drone"), "Weapons");
    assert_eq!(above(&project, "Rocket"), "Weapons");
    assert_eq!(code(&project, "Drone").colour, Colour::rgb(0x00_aa_11));
    assert_eq!(code(&project, "Drone").description, "Armed or not");
    assert_ne!(
        code(&project, "Rocket").colour,
        code(&project, "Weapons").colour,
        "each has a colour of its own"
    );
    assert_eq!(code(&project, "place").description, "Where it was", "known whatever its case");
    assert!(planned.refused[0].why.contains("mauve"), "{}", planned.refused[0]);
    assert!(planned.warnings[0].contains("owner"), "{:?}", planned.warnings);
}

#[test]
fn a_list_of_names_needs_no_heading_and_other_tables_do() {
    let (planned, project) = import("names.txt", "drone\nrocket\nplace\n");
    assert_eq!((planned.added, planned.unchanged), (2, 1));
    assert!(project.codes.iter().any(|(_, code)| code.name == "drone"));
    let (planned, _) = import("other.csv", "colour,size\nred,3\n");
    assert!(planned.edit.is_none());
    assert!(planned.refused[0].why.contains("heading “code” or “name”"), "{}", planned.refused[0]);
}

#[test]
fn no_key_is_given_twice_and_nothing_stands_above_itself() {
    let text = "code,key,parent\ndrone,1,\nbomb,x,shell\nshell,X,bomb\n";
    let (planned, project) = import("codebook.csv", text);
    assert_eq!(code(&project, "place").key, "1", "what was there keeps its key");
    assert_eq!(code(&project, "drone").key, "");
    assert_eq!([code(&project, "bomb").key.as_str(), code(&project, "shell").key.as_str()], ["X", ""]);
    assert_eq!(planned.warnings.len(), 2, "{:?}", planned.warnings);
    assert!(
        planned.refused.iter().any(|refused| refused.why.contains("above itself")),
        "{:?}",
        planned.refused
    );
}

#[test]
fn a_key_that_a_spreadsheet_made_a_number_of_is_refused() {
    let (planned, project) = import("codes.csv", "code,key\nDrone,1.0\nPlace,Q\nkilled,1.0\n");
    let refused: Vec<_> =
        planned.refused.iter().map(|refused| (refused.line, refused.column.as_str())).collect();
    assert_eq!(refused, [(2, "key"), (4, "key")]);
    assert!(planned.refused[0].why.contains("“1.0” is no key"), "{}", planned.refused[0]);
    assert_eq!(code(&project, "place").key, "Q");
    assert_ne!(code(&project, "killed").key, "1.0");
}
