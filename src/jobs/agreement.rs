//! The agreement of coders: measured, and written as a table or a page.

use std::path::Path;

use super::Post;
use super::output::{extension, file_to_write, write};
use tollbook_core::analysis::agreement::{Agreement, Unit, agreement};
use tollbook_files::exchange::{agreement_page, write_agreement, write_disagreements};
use tollbook_files::storage::Texts;
use tollbook_state::adjudication::AgreementRequest;
use tollbook_state::effect::{AgreementOutput, Done, JobId, SaveTo};
use tollbook_state::library::Text;

pub(super) fn measure(post: &Post, job: JobId, request: &AgreementRequest) {
    post.done(Done::AgreementMeasured(job, find(request)));
}

/// How far every two coders agree.
pub(crate) fn find(request: &AgreementRequest) -> Vec<Agreement> {
    let AgreementRequest { project, library, file, unit } = request;
    // A project of which nothing is saved yet has no file, and no text that is not at hand.
    let stored = Texts::open(file).ok();
    let text = |article| match library.text(project, article) {
        Text::Loaded(text) => Some(text),
        Text::Stored(sha256) => stored.as_ref().and_then(|texts| texts.text(&sha256).ok().flatten()),
        Text::None => None,
    };
    agreement(project, &text, *unit)
}

pub(super) fn save(post: &Post, job: JobId, to: &SaveTo, output: &AgreementOutput) {
    post.done(Done::PaperSaved(job, file_to_write(to).and_then(|to| written(to, output))));
}

fn written(to: &Path, output: &AgreementOutput) -> Result<String, String> {
    let AgreementOutput { project, found, unit, differences, options } = output;
    let unit = unit_name(*unit);
    let mut bytes = Vec::new();
    let failed = |error: std::io::Error| error.to_string();
    match extension(to).as_str() {
        "html" | "htm" if !differences => bytes = agreement_page(project, found, unit).into_bytes(),
        "csv" if *differences => {
            write_disagreements(&mut bytes, project, found, options).map_err(failed)?;
        }
        "csv" => {
            write_agreement(&mut bytes, project, found, unit, options).map_err(failed)?;
        }
        _ if *differences => return Err(format!("{} must end in .csv; add that to its name.", to.display())),
        _ => return Err(format!("{} must end in .csv or .html; add that to its name.", to.display())),
    }
    write(to, &bytes)?;
    Ok(format!("Saved to {}.", to.display()))
}

/// What is counted, in a word.
pub(super) fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Sentences => "sentences",
        Unit::Tokens => "tokens",
    }
}
