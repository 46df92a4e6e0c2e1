"""CYCLE: forms that are sent to respondents for a period, their replies, and the report that comes of them."""
