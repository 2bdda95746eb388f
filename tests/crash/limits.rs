//! The program with too little room or too few open files.

use std::process::Command;

use tollbook_files::storage::check;

use super::{contents, folder, ids, kills, tollbook};

/// The program with a limit of the shell: files of at most so many blocks, or so many open files. Every write or
/// opening beyond it fails, at another place for each limit.
fn limited(limit: &str, arguments: &[&std::ffi::OsStr]) -> (Option<i32>, String) {
    let script = format!("trap '' XFSZ; ulimit {limit}; exec \"$0\" \"$@\"");
    let program = env!("CARGO_BIN_EXE_tollbook");
    let output = Command::new("sh")
        .args(["-c", &script, program])
        .args(arguments)
        .env("TOLLBOOK_CODER", "Ada")
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Limits from those under which nothing works to those under which everything does.
fn limits() -> Vec<String> {
    let steps = if kills() > 100 { 1 } else { 24 };
    let blocks = (0..900).step_by(steps).map(|blocks| format!("-f {blocks}"));
    blocks.chain((4..40).step_by(steps.min(3)).map(|files| format!("-n {files}"))).collect()
}

#[test]
fn an_import_that_cannot_write_changes_nothing_and_says_so() {
    let (mut failed, mut worked) = (0, 0);
    for (n, limit) in limits().iter().enumerate() {
        let (folder, file) = folder();
        let sheet = folder.path().join("marks.csv");
        std::fs::write(&sheet, "article,quote,outcome\na.txt,Thirteen soldiers,killed\n").unwrap();
        // Into a new project, and into one that is there.
        if n % 2 == 0 {
            assert!(tollbook().arg("import").arg(folder.path()).arg(&sheet).status().unwrap().success());
            std::fs::write(&sheet, "article,quote,outcome\na.txt,two,wounded\n").unwrap();
        }
        let known = file.exists().then(|| ids(&file));
        let before = contents(folder.path());
        let arguments = ["import".as_ref(), folder.path().as_os_str(), sheet.as_os_str()];
        let (code, said) = limited(limit, &arguments);
        match code {
            Some(0) => {
                worked += 1;
                assert_eq!(check(&file), Vec::<String>::new(), "{limit}");
                assert_eq!(ids(&file).len(), if n % 2 == 0 { 3 } else { 2 }, "{limit}");
            }
            _ => {
                failed += 1;
                assert!(!said.contains("panicked"), "{limit}: {said}");
                // A rollback that could not be finished, since that too writes beyond the limit, is finished on the
                // next opening: only then the file is again what it was.
                assert_eq!(file.exists().then(|| ids(&file)), known, "{limit}: {said}");
                let after = contents(folder.path());
                assert!(after == before, "{limit}: {:?}", after.keys());
            }
        }
    }
    assert!(failed > 0 && worked > 0, "{failed} failed, {worked} worked");
    println!("import: {failed} faults, {worked} without");
}

#[test]
fn an_export_that_cannot_write_leaves_the_one_before() {
    let (folder, _) = folder();
    let sheet = folder.path().join("marks.csv");
    std::fs::write(&sheet, "article,quote,outcome\na.txt,Thirteen soldiers,killed\n").unwrap();
    assert!(tollbook().arg("import").arg(folder.path()).arg(&sheet).status().unwrap().success());
    let to = folder.path().join("out");
    let export = ["export".as_ref(), folder.path().as_os_str(), "--to".as_ref(), to.as_os_str()];
    assert_eq!(limited("-n 200", &export).0, Some(0));
    let before = contents(folder.path());
    let (mut failed, mut worked) = (0, 0);
    for limit in limits() {
        let (code, said) = limited(&limit, &export);
        assert!(!said.contains("panicked"), "{limit}: {said}");
        if code == Some(0) {
            worked += 1
        } else {
            failed += 1
        }
        assert!(contents(folder.path()) == before, "{limit}: {said}");
    }
    assert!(failed > 0 && worked > 0, "{failed} failed, {worked} worked");
    println!("export: {failed} faults, {worked} without");
}
