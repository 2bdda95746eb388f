//! What a new project holds: lists and a codebook to begin with.

use uuid::Uuid;

use super::change::Draft;
use super::codebook::Code;
use super::colour::Colour;
use super::id::{CodeId, EntryId, OperationId, ProjectId, Stamp};
use super::list::ListEntry;
use super::project::{Info, Project};
use super::words::{ClaimType, List, SideKind};
use super::{Change, Edit};

/// The sides that every conflict has.
const SIDES: [(&str, SideKind); 2] = [("Civilians", SideKind::Civilians), ("Unknown", SideKind::Other)];

/// The causes that extraction can tell.
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

/// What totals say they count, with the values of hostile that each includes.
const DEFINITIONS: [(&str, &str); 3] = [
    ("in combat", "yes;disputed"),
    ("all causes", "yes;no;unknown;disputed"),
    ("not stated", "yes;no;unknown;disputed"),
];

/// The codes that claim: key, name and what for.
const CLAIMING: [(ClaimType, &str, u32, &str); 9] = [
    (ClaimType::Killed, "K", 0xd5_5e_00, "People killed in an incident."),
    (ClaimType::Wounded, "W", 0xe6_9f_00, "People wounded in an incident."),
    (ClaimType::Missing, "M", 0xcc_79_a7, "People missing after an incident."),
    (ClaimType::Captured, "C", 0x00_9e_73, "People captured in an incident."),
    (ClaimType::Casualties, "Y", 0xb1_59_28, "People killed or wounded, where the words do not tell which."),
    (ClaimType::Total, "T", 0x00_72_b2, "A running total: compared with what is counted, never added."),
    (ClaimType::Part, "R", 0x56_b4_e9, "Some of an incident's people."),
    (ClaimType::Background, "B", 0x88_88_88, "An event outside what is being recorded."),
    (ClaimType::Strength, "S", 0xf0_e4_42, "People who are not casualties: troops, fighters."),
];

/// The codes that only annotate.
const MARKING: [(&str, &str, u32, &str); 7] = [
    ("place", "1", 0x00_72_b2, "Where it happened."),
    ("unit", "2", 0x00_9e_73, "The unit of the people."),
    ("person", "3", 0xcc_79_a7, "A named person."),
    ("source", "4", 0x88_88_88, "Who says so."),
    ("cause", "5", 0xe6_9f_00, "How it happened."),
    ("not a casualty", "6", 0x56_b4_e9, "Looks like a casualty and is none."),
    ("uncertain", "7", 0xf0_e4_42, "To be decided later."),
];

/// A new project with its first edit, which is never undone: lists, causes and codes that no conflict is
/// without, and no country's forces, operations or areas.
///
/// The ids of what it holds follow from the project's own, so that they are the same in every copy.
/// `coder` is the name of whoever begins it. The stamp's coder is set to that coder's entry.
pub fn begin(id: ProjectId, name: &str, coder: &str, stamp: &mut Stamp) -> (Project, Edit) {
    stamp.coder = coder_id(id, coder);
    let empty = Project::default();
    let created = stamp.at;
    let mut draft = Draft::new(&empty, stamp);
    draft.set(id, Info { name: name.to_owned(), created, memo: String::new() });

    let mut entry = |entry: ListEntry| draft.set(entry_id(id, entry.list, &entry.value), entry);
    for (side, kind) in SIDES {
        entry(ListEntry { kind: Some(kind), ..ListEntry::named(List::Side, side) });
    }
    CAUSES.into_iter().for_each(|cause| entry(ListEntry::named(List::Cause, cause)));
    for (value, detail) in DEFINITIONS {
        entry(ListEntry { detail: detail.to_owned(), ..ListEntry::named(List::Definition, value) });
    }
    entry(ListEntry::named(List::Coder, coder));

    for code in CLAIMING.into_iter().map(|(claim_type, ..)| claiming_code(claim_type)) {
        draft.set(code_id(id, &code.name), code);
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

    let edit = draft.finish("Begin the project").unwrap_or_else(|| unreachable!("a new project holds rows"));
    debug_assert!(edit.changes.iter().all(Change::adds));
    let mut project = Project::default();
    let applied = project.apply(&edit);
    debug_assert!(applied.is_ok(), "{applied:?}");
    (project, edit)
}

/// The edit that begins `project` as it is.
pub fn beginning(project: &Project, stamp: &mut Stamp) -> Edit {
    let (at, coder) = (stamp.at, stamp.coder);
    let (label, changes) = ("Begin the project".to_owned(), project.additions());
    Edit { id: stamp.mint(), label, coder, at, undoes: None, part_of: None, parts: Vec::new(), changes }
}

/// The code with which a project begins for annotations that claim this.
pub fn claiming_code(claim_type: ClaimType) -> Code {
    let known = CLAIMING.into_iter().find(|(known, ..)| *known == claim_type);
    let (_, key, colour, description) = known.unwrap_or((claim_type, "", 0x88_88_88, ""));
    Code {
        name: claim_type.as_str().to_owned(),
        parent: None,
        colour: Colour::rgb(colour),
        key: key.to_owned(),
        description: description.to_owned(),
        claim: Some(claim_type),
    }
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
