// A template that swallows an output prints an instruction instead of its value; in a test it throws. The SDK reads this
// when it is loaded.
process.env.PULUMI_ERROR_OUTPUT_STRING = "true";
