/** File descriptor of a child that its language host holds open: stdin, stdout and stderr stay what they always are. */
export const PARENT_PIPE = 3;
