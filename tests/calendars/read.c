/* What libical reads in each file named on the command line, in columns; and whether the standard allows it. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *file;

static void say(const char *text) {
  for (; text && *text; text++) {
    if (*text == '\n') fputs("\\n", stdout);
    else if (*text == '\\') fputs("\\\\", stdout);
    else putchar(*text);
  }
}

static void say_moment(time_t moment, int is_date) {
  char text[32];
  strftime(text, sizeof text, is_date ? "%Y%m%d" : "%Y%m%dT%H%M%SZ", gmtime(&moment));
  fputs(text, stdout);
}

static int is_otherwise(icalcomponent *series, time_t moment) {
  icalcomponent *calendar = icalcomponent_get_parent(series);
  icalcompiter each = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
  for (; icalcompiter_deref(&each); icalcompiter_next(&each)) {
    icalcomponent *event = icalcompiter_deref(&each);
    icalproperty *was = icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY);
    if (!was || strcmp(icalcomponent_get_uid(event), icalcomponent_get_uid(series))) continue;
    struct icaltimetype at = icalproperty_get_datetime_with_component(was, event);
    if (icaltime_as_timet_with_zone(at, at.zone) == moment) return 1;
  }
  return 0;
}

static void show(icalcomponent *event, struct icaltime_span *span, void *data) {
  int is_date = icalcomponent_get_dtstart(event).is_date;
  int is_series = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY) != NULL;
  (void)data;
  if (is_series && is_otherwise(event, span->start)) return;
  printf("seen\t%s\t%s\t", file, icalcomponent_get_uid(event));
  say_moment(span->start, is_date);
  putchar('\t');
  say_moment(span->end, is_date);
  printf("\t%s\t%d\t", icalproperty_status_to_string(icalcomponent_get_status(event)), icalcomponent_get_sequence(event));
  say(icalcomponent_get_summary(event));
  putchar('\n');
}

static char *whole(const char *path) {
  FILE *in = fopen(path, "rb");
  if (!in || fseek(in, 0, SEEK_END)) exit(1);
  long size = ftell(in);
  char *text = calloc(size + 1, 1);
  rewind(in);
  if (fread(text, 1, size, in) != (size_t)size) exit(1);
  fclose(in);
  return text;
}

int main(int count, char **paths) {
  struct icaltimetype from = icaltime_from_string("20260101T000000Z"), until = icaltime_from_string("20300101T000000Z");
  for (int n = 1; n < count; n++) {
    file = strrchr(paths[n], '/') + 1;
    icalcomponent *calendar = icalparser_parse_string(whole(paths[n]));
    if (!calendar) return 1;
    icalcompiter each = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; icalcompiter_deref(&each); icalcompiter_next(&each))
      icalcomponent_foreach_recurrence(icalcompiter_deref(&each), from, until, show, NULL);
    printf("check\t%s\t%d\t%d\n", file, icalrestriction_check(calendar), icalcomponent_count_errors(calendar));
  }
  return 0;
}
