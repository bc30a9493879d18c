//! The commands beside `check`.

use crate::support::{matches_file, run};

#[test]
fn explain_shows_the_page_of_every_rule() {
    for meta in paperlint::rules::metas() {
        let output = run("explain").argument(meta.id).exits(0);
        assert_eq!(output.stdout, meta.page);
    }
}

#[test]
fn rules_are_listed_by_group_with_level_need_and_fix() {
    let output = run("rules").exits(0);
    let lines: Vec<_> = output.stdout.lines().collect();
    for group in paperlint::rules::Group::ALL {
        assert!(
            lines.iter().any(|line| line.starts_with(group.title())),
            "{lines:#?}"
        );
    }
    for meta in paperlint::rules::metas() {
        let line = lines
            .iter()
            .find(|line| line.split_whitespace().next() == Some(meta.id));
        let line = line.expect("every rule has a line");
        let columns: Vec<_> = line.split_whitespace().skip(1).take(3).collect();
        let wanted = [meta.severity.as_str(), meta.needs.as_str(), meta.fix_word()];
        assert_eq!(columns, wanted, "{line}");
        assert!(line.ends_with(meta.summary()), "{line}");
    }
}

#[test]
fn printed_schemas_match_the_repository() {
    for (name, file) in [
        ("config", "config"),
        ("report", "report"),
        ("entries", "entries.v2"),
    ] {
        let schema = run("schema").argument(name).exits(0).stdout;
        let parsed: serde_json::Value = serde_json::from_str(&schema).expect("a schema is JSON");
        assert!(parsed["$schema"].is_string(), "{name}");
        matches_file(&schema, &format!("docs/schema/{file}.json"));
    }
}

#[test]
fn the_configuration_schema_names_exactly_the_rules() {
    let schema: serde_json::Value =
        serde_json::from_str(&run("schema").exits(0).stdout).expect("a schema is JSON");
    let rules = &schema["properties"]["rules"];
    let names = rules["properties"]
        .as_object()
        .expect("rules are properties")
        .keys();
    let mut known: Vec<_> = paperlint::rules::metas().map(|meta| meta.id).collect();
    known.sort_unstable();
    assert!(names.eq(known.iter()));
    assert_eq!(rules["additionalProperties"], false);
}

#[test]
fn completions_are_scripts_that_know_the_commands() {
    let script = run("completions bash").exits(0).stdout;
    assert!(
        script.contains("complete") && script.contains("explain"),
        "{script}"
    );
}

/// The commands that `help` lists.
fn commands() -> Vec<String> {
    let help = run("help").exits(0).stdout;
    let (_, rest) = help.split_once("Commands:\n").expect("help lists the commands");
    let (list, _) = rest.split_once("\n\n").expect("a blank line ends the list");
    let name = |line: &str| line.split_whitespace().next().map(str::to_owned);
    let indented = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    list.lines().filter(indented).filter_map(name).collect()
}

#[test]
fn the_manual_page_names_every_command_and_each_has_a_page_of_its_own() {
    let commands = commands();
    assert!(
        commands.len() > 8 && commands.contains(&"man".to_owned()),
        "{commands:?}"
    );
    let page = run("man").exits(0).stdout;
    assert!(page.contains(".TH paperlint 1"), "{page}");
    for command in commands {
        assert!(
            page.contains(&format!("paperlint\\-{command}(1)")),
            "{command} is not in\n{page}"
        );
        let own = run("man").argument(&command).exits(0).stdout;
        assert!(own.contains(&format!(".TH paperlint-{command} 1")), "{own}");
        assert!(own.contains(&format!("\\fBpaperlint {command}\\fR")), "{own}");
    }
}

#[test]
fn a_manual_page_lists_options_and_examples() {
    let page = run("man check").exits(0).stdout;
    for part in ["\\-\\-fail\\-on", "Exit status:", "git show HEAD:README.md"] {
        assert!(page.contains(part), "no `{part}` in\n{page}");
    }
}

#[test]
fn an_unknown_command_has_no_manual_page() {
    run("man chekc").fails(&["unknown command `chekc`", "paperlint help"]);
}

#[test]
fn help_and_version_are_answers() {
    for arguments in ["--help", "check --help", "help explain"] {
        let output = run(arguments).exits(0);
        assert!(output.stdout.contains("Usage:"), "{arguments}");
        assert_eq!(output.stderr, "", "{arguments}");
    }
    let version = format!("paperlint {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(run("--version").exits(0).stdout, version);
}
