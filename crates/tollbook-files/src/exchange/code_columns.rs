//! The properties of a code as columns of `codebook.csv`: headers, cells, the names that other programs give them
//! and the reading of cells come from this one table.

use super::cell::Cells;
use super::column::Type::{Colour as Paint, Text};
use super::column::{Column, col, word};
use super::import::parse::{COLOUR, CellProblem, Checked, parsed, word as read_word};
use tollbook_core::model::{ClaimType, Code, Colour, Project};

/// A column of the codebook.
pub(super) struct CodeColumn {
    /// The column.
    pub column: Column,
    /// What other programs call it; the first that a file has is taken.
    pub aliases: &'static [&'static str],
    /// Adds its cell to a row.
    pub write: fn(&mut Cells, &Project, &Code),
    /// Takes a cell over into a code. A package is taken as it is written; what other programs wrote is brought
    /// into form.
    pub read: fn(&mut Code, cell: &str, package: bool) -> Checked<()>,
}

/// Leaves the code as it is: the name finds the code, and what stands above it is looked up once all codes are known.
const READ_APART: fn(&mut Code, &str, bool) -> Checked<()> = |_, _, _| Ok(());

/// The columns of the codebook, in order.
pub(super) const CODE_COLUMNS: &[CodeColumn] = &[
    CodeColumn {
        column: col("code", Text, "Its name."),
        aliases: &["code", "name", "code name", "code_name", "codename", "tag", "label", "title", "theme"],
        write: |cells, _, code| cells.text(&code.name),
        read: READ_APART,
    },
    CodeColumn {
        column: col("parent", Text, "The code above it."),
        aliases: &["parent", "parent code", "parent_code", "category", "group", "code group", "above"],
        write: |cells, project, code| {
            let parent = code.parent.and_then(|id| project.codes.get(id));
            cells.text(parent.map_or("", |parent| parent.name.as_str()));
        },
        read: READ_APART,
    },
    CodeColumn {
        column: col("colour", Paint, "Its colour under the words."),
        aliases: &["colour", "color"],
        write: |cells, _, code| cells.shown(Some(code.colour)),
        read: |code, cell, package| {
            let cell = if package { cell.to_owned() } else { with_sign(cell) };
            code.colour = parsed::<Colour>("colour", &cell, COLOUR)?.unwrap_or(code.colour);
            Ok(())
        },
    },
    CodeColumn {
        column: col("key", Text, "The key that annotates with it."),
        aliases: &["key", "shortcut", "hotkey"],
        write: |cells, _, code| cells.text(&code.key),
        read: |code, cell, package| {
            if cell.trim().chars().count() > 1 && cell != code.key {
                return Err(CellProblem::new(
                    "key",
                    format!("“{cell}” is no key; give one letter or digit, or clear the cell."),
                ));
            }
            code.key = if package { cell.to_owned() } else { cell.trim().to_uppercase() };
            Ok(())
        },
    },
    CodeColumn {
        column: col("description", Text, "What it is for."),
        aliases: &["description", "definition", "memo", "comment", "note", "notes"],
        write: |cells, _, code| cells.text(&code.description),
        read: |code, cell, _| {
            code.description = cell.to_owned();
            Ok(())
        },
    },
    CodeColumn {
        column: col("claim", word!(ClaimType), "What an annotation with it claims; blank for none."),
        aliases: &["claim", "marks"],
        write: |cells, _, code| cells.text(code.claim.map_or("", |claim| claim.as_str())),
        read: |code, cell, _| {
            code.claim = read_word("claim", cell, ClaimType::ALL)?;
            Ok(())
        },
    },
];

/// A colour with its `#`, without which some programs write it.
fn with_sign(cell: &str) -> String {
    let cell = cell.trim();
    let is_bare = cell.len() == 6 && cell.chars().all(|letter| letter.is_ascii_hexdigit());
    if is_bare { format!("#{cell}") } else { cell.to_lowercase() }
}
