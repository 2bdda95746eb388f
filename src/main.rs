//! The command line; opens the window.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use eframe::egui;
use tollbook::jobs;
use tollbook::jobs::headless::{self, ChartChoice, HistoryChoice, RestoreChoice, TeamTask};
use tollbook::ui::shell::app::{App, Start};
use tollbook_files::exchange::templates::{TEMPLATES, Template};
use tollbook_files::exchange::{ExportFormat, Options};

/// Record casualties from the news: open a folder of articles, annotate them by hand, see casualties per
/// operation over time, and take everything away as CSV.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Task>,

    /// A folder of articles, or a .tollbook file; without one the start page is shown.
    project: Option<PathBuf>,

    /// Open the window, wait until it is at rest, write a picture of it to FILE (PNG) and close.
    #[arg(long, value_name = "FILE")]
    screenshot: Option<PathBuf>,
}

/// What is done without a window.
#[derive(Debug, Subcommand)]
enum Task {
    /// Write annotations, incidents, totals and series as a CSV package.
    Export {
        /// A folder of articles with its project, or a .tollbook file.
        project: PathBuf,
        /// The folder of the package; an earlier package of the project there is replaced. For xlsx, the file.
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
        /// csv, a folder that can be read back, or xlsx, one Excel workbook.
        #[arg(long, default_value = "csv")]
        format: ExportFormat,
        /// Leave out annotations and articles that are marked sensitive; the figures are counted without them.
        #[arg(long)]
        without_sensitive: bool,
        #[command(flatten)]
        csv: CsvForm,
    },
    /// Bring edited packages or annotations from elsewhere in, and say what was added, changed and refused.
    Import {
        /// A folder of articles, with or without a project, or a .tollbook file.
        project: PathBuf,
        /// CSV files, or folders of packages.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// With what a folder without a project begins one: two-states, civil-war, civilian-harm or
        /// french-operations. Without it, blank.
        #[arg(long, value_name = "NAME", value_parser = template)]
        template: Option<&'static Template>,
    },
    /// Write the chart as a picture (SVG, PNG, PDF) or its values (CSV).
    Chart {
        /// A folder of articles with its project, or a .tollbook file.
        project: PathBuf,
        #[command(flatten)]
        choice: Box<ChartChoice>,
        #[command(flatten)]
        csv: CsvForm,
    },
    /// Write the claims that extraction reads from the articles, with how certain they are and why.
    Suggest {
        /// A folder of articles, with or without a project, or a .tollbook file; `-` reads articles as lines of JSON
        /// (id, text, published, language) from standard input and writes a line for each.
        project: PathBuf,
        /// The file to write: .csv or .jsonl; without it, CSV goes to standard output.
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Write the pairs of incidents that may be one event, and of articles whose texts agree, best first, as CSV.
    Duplicates {
        /// A folder of articles with its project, or a .tollbook file.
        project: PathBuf,
        /// The CSV file; without it, the table goes to standard output.
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
        #[command(flatten)]
        csv: CsvForm,
    },
    /// Write how far coders who read the same articles agree: kappa and Krippendorff's alpha by code, as CSV.
    Agreement {
        /// A folder of articles with its project, or a .tollbook file.
        project: PathBuf,
        /// The file to write: .csv, or .html for a page; without it, the table goes to standard output.
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
        /// Also write the places where the coders differ, as CSV.
        #[arg(long, value_name = "FILE")]
        differences: Option<PathBuf>,
        /// Count kappa over words and signs; without it, over sentences.
        #[arg(long)]
        tokens: bool,
        #[command(flatten)]
        csv: CsvForm,
    },
    /// Write who changed what when, or what differs between two moments, as CSV.
    History {
        /// A folder of articles with its project, or a .tollbook file.
        project: PathBuf,
        #[command(flatten)]
        choice: HistoryChoice,
        #[command(flatten)]
        csv: CsvForm,
    },
    /// List the backups of a project with what restoring each would change, or restore one.
    Restore {
        /// A folder of articles with its project, or a .tollbook file, which may be damaged or gone.
        project: PathBuf,
        #[command(flatten)]
        choice: RestoreChoice,
    },
    /// Say what the columns of a table of articles hold, or set it for the project: texts, titles, dates.
    Columns {
        /// A folder of articles, with or without a project, or a .tollbook file.
        project: PathBuf,
        /// The path of the table in the folder.
        table: String,
        /// Which columns hold what: text=body,title=headline,date=day,source=paper,url=link,language=lang,number=id.
        #[arg(long, value_name = "COLUMNS")]
        set: Option<String>,
    },
    /// Check that every span matches its quote, every figure its claims and every link its ends.
    Check {
        /// A folder of articles with its project, or a .tollbook file.
        project: PathBuf,
        /// Write a sound copy to this new file: the tables from the history, the history from what is sound.
        #[arg(long, value_name = "NEW-FILE")]
        repair: Option<PathBuf>,
    },
    /// Record one project together with others, through a PostgreSQL server.
    #[command(subcommand)]
    Team(TeamTask),
}

/// How CSV is written.
#[derive(Debug, clap::Args)]
struct CsvForm {
    /// Begin files with a byte-order mark, for spreadsheets that need one.
    #[arg(long)]
    byte_order_mark: bool,
    /// Put an apostrophe before text that a spreadsheet would take for a formula.
    #[arg(long)]
    formula_guard: bool,
}

impl From<CsvForm> for Options {
    fn from(format: CsvForm) -> Self {
        Self { byte_order_mark: format.byte_order_mark, formula_guard: format.formula_guard }
    }
}

/// One of the templates.
fn template(name: &str) -> Result<&'static Template, String> {
    let names: Vec<&str> = TEMPLATES.iter().map(|template| template.name).collect();
    Template::named(name).ok_or_else(|| format!("one of {}", names.join(", ")))
}

fn main() -> ExitCode {
    if let Some(folder) = jobs::crash::folder() {
        jobs::crash::install(folder);
    }
    let arguments = Arguments::parse();
    match arguments.command {
        Some(task) => without_window(task),
        None => window(arguments.project, arguments.screenshot),
    }
}

fn without_window(task: Task) -> ExitCode {
    let answer = match task {
        Task::Export { project, to, format, without_sensitive, csv } => {
            headless::export(&project, &to, format, &csv.into(), without_sensitive)
        }
        Task::Import { project, files, template } => return import(&project, &files, template),
        Task::Chart { project, choice, csv } => headless::chart(&project, &choice, &csv.into()),
        Task::Suggest { project, .. } if project.as_os_str() == "-" => {
            headless::suggest_lines(std::io::stdin().lock(), std::io::stdout().lock())
        }
        Task::Suggest { project, to } => headless::suggest(&project, to.as_deref()),
        Task::Duplicates { project, to, csv } => headless::duplicates(&project, to.as_deref(), &csv.into()),
        Task::Agreement { project, to, differences, tokens, csv } => {
            let files = (to.as_deref(), differences.as_deref());
            headless::coder_agreement(&project, files, tokens, &csv.into())
        }
        Task::History { project, choice, csv } => headless::history(&project, &choice, &csv.into()),
        Task::Restore { project, choice } => headless::restore(&project, &choice),
        Task::Columns { project, table, set } => headless::columns(&project, &table, set.as_deref()),
        Task::Team(task) => headless::team(&task),
        Task::Check { project, repair: Some(to) } => headless::repair(&project, &to),
        Task::Check { project, repair: None } => match headless::check(&project) {
            Ok((file, findings)) if findings.is_empty() => Ok(vec![format!("{} is sound.", file.display())]),
            Ok((_, findings)) => Err(findings.join("\n")),
            Err(why) => Err(why),
        },
    };
    match answer {
        Ok(lines) => {
            // Whoever reads may have heard enough, as `head` does.
            let mut out = std::io::stdout().lock();
            let _ = lines.iter().try_for_each(|line| writeln!(out, "{line}"));
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// Brings files in. The program ends with 1 where some rows were refused, and with 2 where nothing was taken.
fn import(project: &Path, files: &[PathBuf], template: Option<&Template>) -> ExitCode {
    match jobs::import::without_window(project, files, template) {
        Ok(report) => {
            let mut out = std::io::stdout().lock();
            let _ = report.lines.iter().try_for_each(|line| writeln!(out, "{line}"));
            if report.refused == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(2)
        }
    }
}

fn window(open: Option<PathBuf>, screenshot: Option<PathBuf>) -> ExitCode {
    let start = Start {
        open,
        sample: sample(),
        preferences: jobs::preferences::file(),
        backups: jobs::backups::folder(),
        crashes: jobs::crash::folder(),
        watches: true,
        dialogs: true,
        asks_coder: true,
        screenshot,
    };
    let viewport = egui::ViewportBuilder::default()
        .with_title("Tollbook")
        .with_app_id("tollbook")
        .with_inner_size([1280.0, 840.0])
        .with_min_inner_size([640.0, 480.0])
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let run = eframe::run_native(
        "tollbook",
        options,
        Box::new(|context| Ok(Box::new(App::new(&context.egui_ctx, start)))),
    );
    match run {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!(
                "tollbook: no window could be opened: {error}. The README lists the libraries that a bare system needs."
            );
            ExitCode::FAILURE
        }
    }
}

/// The sample, beside the program or where it was built.
fn sample() -> Option<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join("sample-data")));
    let built = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data"));
    [beside, Some(PathBuf::from("sample-data")), Some(built)]
        .into_iter()
        .flatten()
        .find(|folder| folder.is_dir())
}
