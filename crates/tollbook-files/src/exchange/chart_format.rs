//! The formats in which a chart is exported, each declared once: the dialog, the command line and the writer use this
//! table.

use super::picture::{self, PictureStyle};
use super::sheet::Options;
use super::write_series;
use tollbook_core::analysis::chart::{Caption, Chart};
use tollbook_core::analysis::timeline::{Query, Timeline};
use tollbook_core::model::Project;

/// A format in which a chart is exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChartFormat {
    /// Shapes, with texts as outlines.
    #[default]
    Svg,
    /// Pixels.
    Png,
    /// A page with texts that can be selected.
    Pdf,
    /// The figures as rows.
    Csv,
}

/// All that a file of a chart is made from.
#[derive(Clone, Copy, Debug)]
pub struct ChartFile<'a> {
    /// What is drawn.
    pub chart: &'a Chart,
    /// The words around it.
    pub caption: &'a Caption,
    /// How large, and on what background.
    pub style: &'a PictureStyle,
    /// The facts, for the names in the rows.
    pub project: &'a Project,
    /// The rows.
    pub timeline: &'a Timeline,
    /// What was asked.
    pub query: &'a Query,
    /// How CSV is written.
    pub options: &'a Options,
}

/// What is said of a format.
struct Declaration {
    extension: &'static str,
    name: &'static str,
    purpose: &'static str,
    is_picture: bool,
    write: fn(&ChartFile<'_>) -> Result<Vec<u8>, String>,
}

impl ChartFormat {
    /// Every format.
    pub const ALL: &[Self] = &[Self::Svg, Self::Png, Self::Pdf, Self::Csv];

    fn declaration(self) -> Declaration {
        match self {
            Self::Svg => Declaration {
                extension: "svg",
                name: "SVG",
                purpose: "Sharp at every size, for web pages and drawing programs.",
                is_picture: true,
                write: |file| picture::svg(file.chart, file.caption, file.style),
            },
            Self::Png => Declaration {
                extension: "png",
                name: "PNG",
                purpose: "Pixels, which every program can show.",
                is_picture: true,
                write: |file| picture::png(file.chart, file.caption, file.style),
            },
            Self::Pdf => Declaration {
                extension: "pdf",
                name: "PDF",
                purpose: "A page with text that can be selected, for print and reports.",
                is_picture: true,
                write: |file| picture::pdf(file.chart, file.caption, file.style),
            },
            Self::Csv => Declaration {
                extension: "csv",
                name: "CSV",
                purpose: "The figures as rows, for spreadsheets and statistics.",
                is_picture: false,
                write: series,
            },
        }
    }

    /// The ending of its files, without a dot.
    pub fn extension(self) -> &'static str {
        self.declaration().extension
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.declaration().name
    }

    /// What it is good for, as a sentence.
    pub fn purpose(self) -> &'static str {
        self.declaration().purpose
    }

    /// Whether it is a picture, and no rows.
    pub fn is_picture(self) -> bool {
        self.declaration().is_picture
    }

    /// The format of files with this ending.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.extension().eq_ignore_ascii_case(extension))
    }

    /// The endings of all formats: `.svg, .png, .pdf or .csv`.
    pub fn endings() -> String {
        let endings: Vec<String> =
            Self::ALL.iter().map(|format| format!(".{}", format.extension())).collect();
        match endings.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
            _ => endings.concat(),
        }
    }

    /// The file's content.
    ///
    /// # Errors
    /// A sentence that says the remedy.
    pub fn write(self, file: &ChartFile<'_>) -> Result<Vec<u8>, String> {
        let declaration = self.declaration();
        if declaration.is_picture && file.query.outcomes.len() != 1 {
            return Err("A picture shows one outcome at a time: choose one of the outcomes.".to_owned());
        }
        (declaration.write)(file)
    }
}

fn series(file: &ChartFile<'_>) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    write_series(&mut bytes, file.project, file.timeline, file.query, file.options)
        .map_err(|error| format!("The rows could not be written: {error}."))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_ending() {
        for format in ChartFormat::ALL.iter().copied() {
            assert_eq!(ChartFormat::of_extension(&format.extension().to_uppercase()), Some(format));
        }
        assert_eq!(ChartFormat::of_extension("jpg"), None);
        assert_eq!(ChartFormat::endings(), ".svg, .png, .pdf or .csv");
    }
}
