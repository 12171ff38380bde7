# What the two example workflows must leave behind. Sourced; `flarepath` is a function of the caller.

step() {
  printf '\n=== %s\n' "$*"
}

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}

# expect_text WHAT TEXT FILE: the file contains the text, ignoring case.
expect_text() {
  if ! grep -qiF -- "$2" "$3"; then
    cat "$3" >&2
    fail "$1: \`$2\` is not in the output above"
  fi
  echo "ok: $1"
}

# expect_match WHAT REGEX TEXT
expect_match() {
  if ! grep -qE -- "$2" <<<"$3"; then
    printf '%s\n' "$3" >&2
    fail "$1: nothing above matches /$2/"
  fi
  echo "ok: $1"
}

# expect_exit CODE COMMAND…
expect_exit() {
  local wanted=$1 code=0
  shift
  "$@" || code=$?
  ((code == wanted)) || fail "exit code $code instead of $wanted from: $*"
  echo "ok: exit code $wanted reaches the caller"
}

# Every flight exactly once, each month complete, and the state at the end of the last one.
expect_flights() {
  local months totals state month
  months=$(flarepath query --json "
    SELECT date_format(departed_at, 'yyyy-MM') AS month, count(*) AS flights
    FROM icebase.retail.flights_incremental GROUP BY 1 ORDER BY 1")
  for month in 2001-01:30498 2001-02:27587 2001-03:30332 2001-04:30665 2001-05:32189 \
    2001-06:31637 2001-07:1; do
    expect_match "flights of ${month%:*}: ${month#*:}" \
      "\"month\" *: *\"${month%:*}\" *, *\"flights\" *: *${month#*:}[^0-9]" "$months"
  done
  totals=$(flarepath query --json "
    SELECT (SELECT count(*) FROM icebase.retail.flights_incremental) AS flights,
           (SELECT count(*) FROM (SELECT * FROM icebase.retail.flights EXCEPT ALL
                                  SELECT * FROM icebase.retail.flights_incremental)) AS missing")
  expect_match "182909 flights in all" '"flights" *: *182909[^0-9]' "$totals"
  expect_match "no flight is missing or changed" '"missing" *: *0[^0-9]' "$totals"
  state=$(flarepath state show jobs/flights-incremental.yaml)
  expect_match "the state is the end of June" 'start.*2001-07-01 00:00:00' "$state"
}
