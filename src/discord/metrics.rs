//! Figures for the operator: how many reviews, which findings, how fast. Names and numbers only, nothing a member wrote.

use std::time::Duration;

use prometheus::{Gauge, GaugeVec, Histogram, HistogramOpts, IntCounterVec, IntGauge, Opts, Registry, TextEncoder};
use tokio::time::Instant;

use super::health::{GatewayState, Health};
use crate::review::Review;
use crate::rule::closed_set;

/// Upper bounds of the latency's buckets, in seconds: from what a review takes to Discord's limit of three seconds.
const LATENCY_BUCKETS: &[f64] = &[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0];

closed_set! {
    /// How a text came; its name stands in metrics.
    pub(super) Way {
        /// `/review` with options.
        Options = "options";
        /// `/review` with a file.
        File = "file";
        /// The form that `/review` opens.
        Form = "form";
        /// **Review this text**.
        MessageCommand = "message-command";
        /// A direct message.
        DirectMessage = "direct-message";
        /// The edit of one.
        DirectEdit = "direct-edit";
        /// **Edit & re-review**.
        Rereview = "re-review";
    }
}

/// All figures.
pub(super) struct Metrics {
    registry: Registry,
    reviews: IntCounterVec,
    findings: IntCounterVec,
    latency: Histogram,
    rules: GaugeVec,
    gateway: GaugeVec,
    silence: Gauge,
    incidents: IntGauge,
}

impl Metrics {
    /// All at zero.
    ///
    /// # Errors
    /// A name that Prometheus does not take, or two of the same.
    pub(super) fn new() -> prometheus::Result<Self> {
        let registry = Registry::new_custom(Some("redraft".to_owned()), None)?;
        let metrics = Self {
            reviews: IntCounterVec::new(Opts::new("reviews_total", "Reviews, by verdict and way in."), &["verdict", "way"])?,
            findings: IntCounterVec::new(Opts::new("findings_total", "Findings, by rule."), &["rule"])?,
            latency: Histogram::with_opts(
                HistogramOpts::new("first_response_seconds", "Time from an interaction's arrival to its first response.")
                    .buckets(LATENCY_BUCKETS.to_vec()),
            )?,
            rules: GaugeVec::new(Opts::new("rules_info", "The rule set in use: 1 for its version."), &["version"])?,
            gateway: GaugeVec::new(Opts::new("gateway_state", "The gateway connection: 1 for the state it is in."), &["state"])?,
            silence: Gauge::new("gateway_silence_seconds", "Time since Discord last acknowledged a heartbeat; NaN before the first.")?,
            incidents: IntGauge::new("incidents_total", "Failures of ours that were given a number, since the start.")?,
            registry,
        };
        let registry = &metrics.registry;
        registry.register(Box::new(metrics.reviews.clone()))?;
        registry.register(Box::new(metrics.findings.clone()))?;
        registry.register(Box::new(metrics.latency.clone()))?;
        registry.register(Box::new(metrics.rules.clone()))?;
        registry.register(Box::new(metrics.gateway.clone()))?;
        registry.register(Box::new(metrics.silence.clone()))?;
        registry.register(Box::new(metrics.incidents.clone()))?;
        Ok(metrics)
    }

    /// A text was reviewed.
    pub(super) fn reviewed(&self, way: Way, review: &Review<'_>) {
        self.reviews.with_label_values(&[review.verdict.name(), way.name()]).inc();
        for finding in &review.findings {
            self.findings.with_label_values(&[finding.rule.id.as_str()]).inc();
        }
    }

    /// An interaction got its first response.
    pub(super) fn responded(&self, after: Duration) {
        self.latency.observe(after.as_secs_f64());
    }

    /// Everything in Prometheus' text format.
    ///
    /// # Errors
    /// A figure that the format cannot hold.
    pub(super) fn text(&self, rules: &str, health: &Health) -> prometheus::Result<String> {
        self.rules.reset();
        self.rules.with_label_values(&[rules]).set(1.0);
        for state in GatewayState::ALL {
            self.gateway.with_label_values(&[state.name()]).set(if *state == health.state() { 1.0 } else { 0.0 });
        }
        self.silence.set(health.silence(Instant::now()).map_or(f64::NAN, |silence| silence.as_secs_f64()));
        self.incidents.set(i64::try_from(super::handler::incidents()).unwrap_or(i64::MAX));
        TextEncoder::new().encode_to_string(&self.registry.gather())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_in_prometheus_format() {
        let (metrics, health) = (Metrics::new().expect("right names"), Health::new());
        metrics.responded(Duration::from_millis(7));
        health.set_state(0, GatewayState::Connected, Instant::now());
        let text = metrics.text("upwork@1", &health).expect("text");
        for line in [
            "redraft_first_response_seconds_bucket{le=\"0.01\"} 1",
            "redraft_rules_info{version=\"upwork@1\"} 1",
            "redraft_gateway_state{state=\"connected\"} 1",
            "redraft_gateway_state{state=\"connecting\"} 0",
        ] {
            assert!(text.contains(line), "{line} is missing: {text}");
        }
        let newer = metrics.text("upwork@2", &health).expect("text");
        assert!(!newer.contains("upwork@1"), "one rule set is in use");
    }
}
