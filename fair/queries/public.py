"""What is there for everybody: a fair that is a draft is not, nor is anything at it."""

from fair.models import DRAFT, Fair

PUBLIC = Fair.state != DRAFT
