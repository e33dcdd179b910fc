"""What each page shows: functions of the shelf and of what is asked, without any markup."""
