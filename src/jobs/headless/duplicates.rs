//! `tollbook duplicates`: pairs that may be the same, best first.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::{Answer, AtHand, at_hand};
use crate::jobs::compare;
use tollbook_core::analysis::Answers;
use tollbook_files::exchange::{Options, write_duplicates};
use tollbook_state::effect::CompareRequest;

/// `tollbook duplicates PROJECT [--to FILE]`: the pairs of incidents that may be one event and of articles whose
/// texts agree, as a table; without a file, to standard output.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub fn duplicates(project: &Path, to: Option<&Path>, options: &Options) -> Answer {
    let AtHand { project, library, warnings, .. } = at_hand(project)?;
    let request = CompareRequest { project, library };
    let Some(found) = compare::find(&request, &|_, _| true) else { return Ok(Vec::new()) };
    let project = &request.project;
    let answers = Answers::from_project(project);
    let write = |out: &mut dyn Write| {
        write_duplicates(out, (project, &answers), &found.duplicates, &found.copies, options)
    };
    let Some(to) = to else {
        let failed = |error| format!("The table could not be written: {error}.");
        write(&mut std::io::stdout().lock()).map_err(failed)?;
        return Ok(Vec::new());
    };
    let failed = |error| {
        format!(
            "{} could not be written: {error}. Name a file in a folder that can be written to.",
            to.display()
        )
    };
    let rows = File::create(to).and_then(|file| write(&mut BufWriter::new(file))).map_err(failed)?;
    Ok(warnings.into_iter().chain([format!("Wrote {rows} pairs to {}", to.display())]).collect())
}
