//! The command line; opens the window.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use eframe::egui;
use tollbook::jobs;
use tollbook::ui::app::{App, Start};

/// Record casualties from the news: open a folder of articles, mark them by hand, see casualties per
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
enum Task {}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(task) => match task {},
        None => window(arguments.project, arguments.screenshot),
    }
}

fn window(open: Option<PathBuf>, screenshot: Option<PathBuf>) -> ExitCode {
    let start = Start {
        open,
        sample: sample(),
        preferences: jobs::preferences::file(),
        screenshot,
    };
    let viewport = egui::ViewportBuilder::default()
        .with_title("Tollbook")
        .with_app_id("tollbook")
        .with_inner_size([1280.0, 840.0])
        .with_min_inner_size([640.0, 480.0])
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let run = eframe::run_native("tollbook", options, Box::new(|context| Ok(Box::new(App::new(&context.egui_ctx, start)))));
    match run {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tollbook: no window could be opened: {error}. The README lists the libraries that a bare system needs.");
            ExitCode::FAILURE
        }
    }
}

/// The sample, beside the program or where it was built.
fn sample() -> Option<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join("sample-data")));
    let built = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data"));
    [beside, Some(PathBuf::from("sample-data")), Some(built)].into_iter().flatten().find(|folder| folder.is_dir())
}
