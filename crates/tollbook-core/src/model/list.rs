//! The project's lists: sides, causes, definitions, areas, coders.

use super::id::EntryId;
use super::record::record;
use super::words::{Hostile, List, SideKind};

record! {
    /// An entry of one of the project's lists. Other rows name it by its id, so that renaming it
    /// changes one row.
    pub struct ListEntry: EntryId, table "list_entry" {
        /// Which list.
        pub list: List,
        /// Its name.
        pub value: String,
        /// Of a definition: the values of hostile that it includes; of an area: its countries. Both with `;` between.
        pub detail: String,
        /// Of a side: the country whose it is.
        pub country: String,
        /// Of a side: what sort of people it is.
        pub kind: Option<SideKind>,
        /// Of a side: whether its casualties are recorded, and drawn unless others are chosen.
        pub recorded: bool,
    }
}

impl ListEntry {
    /// An entry of which only the name is known.
    pub fn named(list: List, value: impl Into<String>) -> Self {
        Self {
            list,
            value: value.into(),
            detail: String::new(),
            country: String::new(),
            kind: None,
            recorded: false,
        }
    }

    /// The parts of the detail.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.detail.split(';').map(str::trim).filter(|part| !part.is_empty())
    }

    /// Of a definition: whether it counts an incident of which `hostile` is known.
    pub fn includes(&self, hostile: Option<Hostile>) -> bool {
        let word = hostile.unwrap_or(Hostile::Unknown).as_str();
        self.parts().any(|part| part == word)
    }

    /// Of a definition: whether it goes by what incidents say of hostile at all. One that includes
    /// no value, such as a legal status, can be compared with nothing.
    pub fn says_what_it_includes(&self) -> bool {
        self.parts().next().is_some()
    }
}
