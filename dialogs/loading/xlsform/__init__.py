"""XLSForms, the workbooks of ODK and Kobo: read into the same nodes as a questionnaire in YAML."""

from dialogs.loading.xlsform.whole import form

__all__ = ["form"]
