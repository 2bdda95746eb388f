//! What a new project holds: lists, a codebook and operations to begin with.

use uuid::Uuid;

use super::change::Draft;
use super::codebook::Code;
use super::colour::Colour;
use super::id::{CodeId, EntryId, OperationId, ProjectId, Stamp};
use super::list::ListEntry;
use super::operation::Operation;
use super::project::{Info, Project};
use super::words::{List, Mark};
use super::{Change, Edit};

/// The sides; the first is the project's own.
const SIDES: [&str; 5] =
    ["French forces", "Allied, host and other forces", "Armed groups", "Civilians", "Unknown"];

/// The causes that the lexicon can tell.
const CAUSES: [&str; 13] = [
    "ambush",
    "improvised explosive device",
    "mine",
    "suicide attack",
    "gunfire",
    "shelling",
    "air strike",
    "helicopter crash",
    "vehicle accident",
    "training accident",
    "other accident",
    "illness",
    "other",
];

/// What totals say they count, with the values of hostile that each includes; a legal status goes by
/// none of them.
const DEFINITIONS: [(&str, &str); 4] = [
    ("in combat", "yes;disputed"),
    ("all causes", "yes;no;unknown;disputed"),
    ("mort pour la France", ""),
    ("not stated", "yes;no;unknown;disputed"),
];

/// Named areas and their countries.
const AREAS: [(&str, &str); 2] =
    [("Sahel", "Mali;Niger;Chad;Burkina Faso;Mauritania"), ("Levant", "Iraq;Syria")];

/// The codes that claim: key, name and what for.
const CLAIMING: [(Mark, &str, u32, &str); 8] = [
    (Mark::Killed, "K", 0xd5_5e_00, "People killed in an incident."),
    (Mark::Wounded, "W", 0xe6_9f_00, "People wounded in an incident."),
    (Mark::Missing, "M", 0xcc_79_a7, "People missing after an incident."),
    (Mark::Captured, "C", 0x00_9e_73, "People captured in an incident."),
    (Mark::Total, "T", 0x00_72_b2, "A running total: compared with what is counted, never added."),
    (Mark::Part, "R", 0x56_b4_e9, "Some of an incident's people."),
    (Mark::Background, "B", 0x88_88_88, "An event outside what is being recorded."),
    (Mark::Strength, "S", 0xf0_e4_42, "People who are not casualties: troops, fighters."),
];

/// The codes that only mark.
const MARKING: [(&str, &str, u32, &str); 7] = [
    ("place", "1", 0x00_72_b2, "Where it happened."),
    ("unit", "2", 0x00_9e_73, "The unit of the people."),
    ("person", "3", 0xcc_79_a7, "A named person."),
    ("source", "4", 0x88_88_88, "Who says so."),
    ("cause", "5", 0xe6_9f_00, "How it happened."),
    ("not a casualty", "6", 0x56_b4_e9, "Looks like a casualty and is none."),
    ("uncertain", "7", 0xf0_e4_42, "To be decided later."),
];

/// Name, first day, last day, area, other names.
type StartingOperation =
    (&'static str, &'static str, &'static str, &'static [&'static str], &'static [&'static str]);

/// The operations with which a project starts, after the French armed forces' own dates; an
/// analyst of other operations removes them.
const OPERATIONS: [StartingOperation; 3] = [
    ("Serval", "2013-01-11", "2014-08-01", &["Mali"], &["Operation Serval", "opération Serval", "سرفال"]),
    (
        "Barkhane",
        "2014-08-01",
        "2022-11-09",
        &["Sahel"],
        &["Operation Barkhane", "opération Barkhane", "برخان"],
    ),
    ("Chammal", "2014-09-19", "", &["Iraq", "Syria"], &["Operation Chammal", "opération Chammal", "شمال"]),
];

/// A new project with its first edit, which is never undone.
///
/// The ids of what it holds follow from the project's own, so that they can be told in every copy.
/// `coder` is the name of whoever begins it. The stamp's coder is set to that coder's entry.
pub fn begin(id: ProjectId, name: &str, coder: &str, stamp: &mut Stamp) -> (Project, Edit) {
    stamp.coder = coder_id(id, coder);
    let empty = Project::default();
    let created = stamp.at;
    let mut draft = Draft::new(&empty, stamp);
    draft.set(id, Info { name: name.to_owned(), created, memo: String::new() });

    let mut entry = |list: List, value: &str, detail: &str, own: bool| {
        let entry = ListEntry { detail: detail.to_owned(), recorded: own, ..ListEntry::named(list, value) };
        draft.set(entry_id(id, list, value), entry);
    };
    for (n, side) in SIDES.into_iter().enumerate() {
        entry(List::Side, side, "", n == 0);
    }
    CAUSES.into_iter().for_each(|cause| entry(List::Cause, cause, "", false));
    DEFINITIONS.into_iter().for_each(|(value, detail)| entry(List::Definition, value, detail, false));
    AREAS.into_iter().for_each(|(value, detail)| entry(List::Area, value, detail, false));
    entry(List::Coder, coder, "", false);

    for (mark, key, colour, description) in CLAIMING {
        let code = Code {
            name: mark.as_str().to_owned(),
            parent: None,
            colour: Colour::rgb(colour),
            key: key.to_owned(),
            description: description.to_owned(),
            claim: Some(mark),
        };
        draft.set(code_id(id, mark.as_str()), code);
    }
    for (name, key, colour, description) in MARKING {
        let code = Code {
            name: name.to_owned(),
            parent: None,
            colour: Colour::rgb(colour),
            key: key.to_owned(),
            description: description.to_owned(),
            claim: None,
        };
        draft.set(code_id(id, name), code);
    }

    let mut follows = None;
    for (n, (name, begins, ends, area, aliases)) in OPERATIONS.into_iter().enumerate() {
        let operation_id = operation_id(id, name);
        let operation = Operation {
            name: name.to_owned(),
            aliases: aliases.iter().map(ToString::to_string).collect(),
            begins: begins.parse().ok(),
            ends: ends.parse().ok(),
            area: area.iter().map(ToString::to_string).collect(),
            follows: if name == "Barkhane" { follows } else { None },
            colour: Colour::nth(n),
        };
        draft.set(operation_id, operation);
        follows = Some(operation_id);
    }

    let edit = draft.finish("Begin the project").unwrap_or_else(|| unreachable!("a new project holds rows"));
    debug_assert!(edit.changes.iter().all(Change::adds));
    let mut project = Project::default();
    let applied = project.apply(&edit);
    debug_assert!(applied.is_ok(), "{applied:?}");
    (project, edit)
}

fn named(project: ProjectId, kind: &str, name: &str) -> Uuid {
    Uuid::new_v5(&project.0, format!("{kind}\n{name}").as_bytes())
}

/// The id of a code: it follows from the project and the name under which it was made.
pub fn code_id(project: ProjectId, name: &str) -> CodeId {
    CodeId(named(project, "code", name))
}

/// The id of an operation: it follows from the project and the name under which it was made.
pub fn operation_id(project: ProjectId, name: &str) -> OperationId {
    OperationId(named(project, "operation", name))
}

/// The id of a list's entry: it follows from the project and the name under which it was made.
pub fn entry_id(project: ProjectId, list: List, value: &str) -> EntryId {
    EntryId(named(project, list.as_str(), value))
}

/// The id of a coder: the same in every copy of the project.
pub fn coder_id(project: ProjectId, name: &str) -> EntryId {
    entry_id(project, List::Coder, name)
}
