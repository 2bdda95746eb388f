//! Structures of texts (headings, tables, pages) that members share through the server. They are no facts and no part of
//! the log: without its structure a text is shown all the same.

use std::collections::HashSet;
use std::sync::Arc;

use super::error::TeamError;
use super::presence::unless_unknown;
use super::server::Server;
use crate::storage::fetch::Texts;
use crate::storage::store::Store;
use crate::structure::Element;

/// Texts compared with the server at once.
const AT_ONCE: usize = 500;

/// How often texts that have come while the program runs are looked at again: the structure may follow the text.
const LOOKS: u32 = 12;

/// The structures of texts, by the texts' SHA-256s.
pub(super) type Structures = Vec<(String, Arc<[Element]>)>;

/// How far a replica has been compared with the server.
#[derive(Debug, Default)]
pub(super) struct Sharing {
    /// The number of the last text that was compared.
    compared: i64,
    /// All that were there at first have been.
    is_past_first: bool,
    /// How often the texts after that one have been looked at.
    looks: u32,
    /// The user has no right to give structures.
    only_reads: bool,
    /// The server does not keep structures.
    is_over: bool,
}

impl Sharing {
    /// Whether there are more texts to compare at once.
    pub(super) fn has_more(&self) -> bool {
        !self.is_past_first && !self.is_over
    }

    /// Compares the next texts of the replica with the server: gives it the structures that it lacks, and returns those
    /// that the replica lacks.
    pub(super) fn step(&mut self, server: &mut Server, texts: &Texts) -> Result<Structures, TeamError> {
        let stored = if self.is_over { Vec::new() } else { texts.stored_after(self.compared, AT_ONCE)? };
        let is_new = self.is_past_first;
        self.is_past_first |= stored.len() < AT_ONCE;
        let Some(last) = stored.last().map(|text| text.number) else { return Ok(Vec::new()) };
        let hashes: Vec<&str> = stored.iter().map(|text| text.sha256.as_str()).collect();
        let known = server.structured(&hashes);
        let Some(known) = unless_unknown(known, server)? else {
            self.is_over = true;
            return Ok(Vec::new());
        };
        let (mut wanted, mut is_complete) = (Vec::new(), true);
        for text in &stored {
            match (text.has_structure, known.contains(&text.sha256)) {
                (true, false) if !self.only_reads => {
                    let structure = texts.structure(&text.sha256)?;
                    let given = server.add_structure(&text.sha256, &structure);
                    self.only_reads = unless_unknown(given, server)?.is_none();
                }
                (false, true) => wanted.push(text.sha256.as_str()),
                (false, false) => is_complete = false,
                (true, _) => {}
            }
        }
        let found = if wanted.is_empty() { Vec::new() } else { server.structures(&wanted)? };
        self.looks += 1;
        if is_complete || !is_new || self.looks >= LOOKS {
            (self.compared, self.looks) = (last, 0);
        }
        Ok(found)
    }
}

/// Gives the server the structures of the replica's texts and takes in those that others have given.
///
/// # Errors
/// If the file or the server cannot be read or written.
pub fn share_structures(store: &Store, server: &mut Server) -> Result<(), TeamError> {
    let texts = Texts::open(store.path())?;
    let mut sharing = Sharing::default();
    while sharing.has_more() {
        let found = sharing.step(server, &texts)?;
        store.keep_structures(&found)?;
    }
    Ok(())
}

impl Server {
    /// Of which of these texts the server has the structure.
    fn structured(&mut self, sha256s: &[&str]) -> Result<HashSet<String>, postgres::Error> {
        let sql = "SELECT sha256 FROM tollbook.article_structure WHERE sha256 = ANY($1)";
        let rows = self.database.client.query(sql, &[&sha256s])?;
        Ok(rows.into_iter().map(|row| row.get(0)).collect())
    }

    /// Gives the structure of a text that the server has.
    fn add_structure(&mut self, sha256: &str, structure: &[Element]) -> Result<(), postgres::Error> {
        let Ok(json) = serde_json::to_string(structure) else { return Ok(()) };
        self.database.client.execute("SELECT tollbook.add_structure($1, $2)", &[&sha256, &json]).map(drop)
    }

    /// The structures of these texts. What is none is left out: the server's data are a stranger's.
    fn structures(&mut self, sha256s: &[&str]) -> Result<Structures, TeamError> {
        let sql = "SELECT sha256, elements FROM tollbook.article_structure WHERE sha256 = ANY($1)";
        let rows = self.database.client.query(sql, &[&sha256s]);
        let rows = rows.map_err(|error| self.database.reading_failed(&error))?;
        let found = rows.iter().filter_map(|row| {
            let elements: Vec<Element> = serde_json::from_str(row.get(1)).ok()?;
            Some((row.get(0), elements.into()))
        });
        Ok(found.collect())
    }
}
