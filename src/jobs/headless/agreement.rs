//! `tollbook agreement`: how far coders who read the same articles agree.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::{Answer, AtHand, at_hand};
use crate::jobs::output::{extension, write};
use tollbook_core::analysis::agreement::{Unit, agreement};
use tollbook_files::exchange::{Options, agreement_page, write_agreement, write_disagreements};
use tollbook_state::library::Text;

/// `tollbook agreement PROJECT [--to FILE] [--differences FILE]`: by code, how far every two coders agree, and the
/// places where they differ; without a file, the first table goes to standard output.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub fn coder_agreement(
    project: &Path,
    (to, differences): (Option<&Path>, Option<&Path>),
    tokens: bool,
    options: &Options,
) -> Answer {
    let AtHand { store, project, library, mut warnings } = at_hand(project)?;
    let stored = |sha256: &str| store.as_ref().and_then(|store| store.text(sha256).ok().flatten());
    let text = |article| match library.text(&project, article) {
        Text::Loaded(text) => Some(text),
        Text::Stored(sha256) => stored(&sha256),
        Text::None => None,
    };
    let (unit, name) = if tokens { (Unit::Tokens, "tokens") } else { (Unit::Sentences, "sentences") };
    let found = agreement(&project, &text, unit);
    if found.is_empty() {
        return Err(
            "No two coders have read the same article yet, so there is no agreement to measure.".to_owned()
        );
    }
    if let Some(to) = differences {
        let rows = write_to(to, |out| write_disagreements(out, &project, &found, options))?;
        warnings.push(format!("Wrote {rows} differences to {}", to.display()));
    }
    if let Some(to) = to.filter(|to| matches!(extension(to).as_str(), "html" | "htm")) {
        write(to, agreement_page(&project, &found, name).as_bytes())?;
        warnings.push(format!("Wrote the page {}", to.display()));
        return Ok(warnings);
    }
    let Some(to) = to else {
        let failed = |error| format!("The table could not be written: {error}.");
        write_agreement(std::io::stdout().lock(), &project, &found, name, options).map_err(failed)?;
        return Ok(Vec::new());
    };
    let rows = write_to(to, |out| write_agreement(out, &project, &found, name, options))?;
    warnings.push(format!("Wrote {rows} rows to {}", to.display()));
    Ok(warnings)
}

fn write_to(
    to: &Path,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<usize>,
) -> Result<usize, String> {
    let failed = |error| {
        format!(
            "{} could not be written: {error}. Name a file in a folder that can be written to.",
            to.display()
        )
    };
    File::create(to).and_then(|file| write(&mut BufWriter::new(file))).map_err(failed)
}
