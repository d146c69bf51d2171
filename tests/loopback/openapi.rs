//! Discord's own API description, where the environment names it.

use std::collections::HashMap;
use std::sync::Mutex;

use jsonschema::Validator;
use serde_json::{Value, json};

/// The API description and the validators made from it so far.
pub(crate) struct Description {
    document: Value,
    validators: Mutex<HashMap<String, Option<Validator>>>,
}

impl Description {
    /// Reads the file that `DISCORD_OPENAPI` names.
    pub(crate) fn from_environment() -> Option<Self> {
        let path = std::env::var("DISCORD_OPENAPI").ok().filter(|path| !path.is_empty())?;
        let text = std::fs::read_to_string(&path).expect("DISCORD_OPENAPI names a file that can be read");
        let document = serde_json::from_str(&text).expect("DISCORD_OPENAPI names a JSON file");
        Some(Self { document, validators: Mutex::default() })
    }

    /// What is wrong with the body of a request.
    pub(crate) fn errors(&self, method: &str, path: &str, body: &Value) -> Vec<String> {
        if method == "GET" {
            return Vec::new();
        }
        let path = path.trim_start_matches("/api/v10");
        let Some(template) = self.template(path) else { return vec!["no such path in the API description".to_owned()] };
        let pointer = format!(
            "/paths/{}/{}/requestBody/content/application~1json/schema",
            template.replace('~', "~0").replace('/', "~1"),
            method.to_lowercase()
        );
        let mut validators = self.validators.lock().expect("a lock");
        let validator = validators.entry(pointer.clone()).or_insert_with(|| self.validator(&pointer));
        match validator {
            Some(validator) => validator.iter_errors(body).map(|error| format!("{error} at {}", error.instance_path())).collect(),
            None => vec![format!("no schema at {pointer}")],
        }
    }

    /// The path of the description that fits, the one with the fewest blanks first.
    fn template(&self, path: &str) -> Option<String> {
        let parts: Vec<&str> = path.split('/').collect();
        let fits = |template: &&String| {
            let wanted: Vec<&str> = template.split('/').collect();
            wanted.len() == parts.len() && wanted.iter().zip(&parts).all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
        };
        let templates = self.document["paths"].as_object()?;
        templates.keys().filter(fits).min_by_key(|template| template.matches('{').count()).cloned()
    }

    fn validator(&self, pointer: &str) -> Option<Validator> {
        let body = self.document.pointer(pointer)?;
        // References inside point to `#/components`.
        let schema = json!({ "allOf": [body], "components": self.document["components"] });
        Some(jsonschema::validator_for(&schema).expect("the API description is a schema"))
    }
}
